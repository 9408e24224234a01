# A Test Server. Build it from the root of the checkout, after ./gridcast build:
#
#   docker build -f docker/server.Dockerfile -t gridcast/server .
ARG BASE_IMAGE=eclipse-temurin:17-jre
FROM ${BASE_IMAGE}
# WebRTC's native library is linked against these, used or not. A base without apt must bring them.
RUN if command -v apt-get >/dev/null; then \
      apt-get update \
      && apt-get install -y --no-install-recommends \
        libpulse0 libudev1 libx11-6 libxfixes3 libxrandr2 libxcomposite1 libdbus-1-3 \
      && rm -rf /var/lib/apt/lists/*; \
    fi
# Java takes a user's name and home from here. A new volume takes on the folder's owner.
RUN echo 'gridcast:x:10001:10001::/data:' >>/etc/passwd && mkdir /data && chown 10001:10001 /data
COPY test-server/target/test-server.jar /opt/gridcast/
VOLUME /data
USER 10001:10001
ENV HOME=/data
ENTRYPOINT ["java", "-Xmx512m", "-jar", "/opt/gridcast/test-server.jar"]
CMD ["--help"]
