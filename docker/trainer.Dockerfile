# The trainer's image: a Java runtime, the trainer, and its native libraries unpacked; for amd64 and
# arm64, whichever the trainer.jar that it is made from carries. It runs with a read-only root,
# without a network, as any user.
#
#   mkdir context
#   cp docker/trainer.Dockerfile context/Dockerfile
#   cp trainer-core/target/trainer.jar context/
#   docker build --network none --build-arg VERSION=0.1.0 -t gridcast-trainer:0.1.0 context
#
# Nothing is downloaded but the base; without a registry docker/base-image.sh makes one, for
# --build-arg BASE_IMAGE=gridcast-base.
ARG BASE_IMAGE=eclipse-temurin:17-jre

FROM ${BASE_IMAGE} AS unpacked
COPY trainer.jar /build/trainer.jar
# The jar in the image leaves out what lies unpacked beside it: 100 MB that nobody would read.
RUN mkdir -p /opt/gridcast \
  && java -Xmx256m -jar /build/trainer.jar unpack \
    --to /opt/gridcast/natives --slim-jar /opt/gridcast/trainer.jar \
  && chmod -R a+rX,go-w /opt/gridcast
# The heap is a share of the container's memory: the engine's arrays, its libraries and the JVM
# itself need the rest. Crash reports go to the log, since there is nowhere to write a file.
RUN printf '%s\n' \
    -XX:MaxRAMPercentage=40 \
    -XX:+UseSerialGC \
    -XX:-UsePerfData \
    -XX:-CreateCoredumpOnCrash \
    -XX:+ErrorFileToStderr \
    -Dorg.bytedeco.javacpp.maxPhysicalBytes=0 \
    -Ddev.gridcast.trainer.natives=/opt/gridcast/natives \
    >/opt/gridcast/java.options \
  # The trainer's own engine is fast by it, and runs without where a runtime was built without it.
  && if java --add-modules=jdk.incubator.vector -version >/dev/null 2>&1; then \
      echo --add-modules=jdk.incubator.vector >>/opt/gridcast/java.options; \
    fi \
  # From JDK 24 on the JVM warns of what JavaCPP does unless it is told not to.
  && if java --sun-misc-unsafe-memory-access=allow -version >/dev/null 2>&1; then \
      echo --sun-misc-unsafe-memory-access=allow >>/opt/gridcast/java.options; \
    fi

FROM ${BASE_IMAGE}
ARG VERSION=unknown
LABEL dev.gridcast.image=trainer \
  dev.gridcast.version=${VERSION} \
  org.opencontainers.image.title="Gridcast trainer" \
  org.opencontainers.image.version=${VERSION} \
  org.opencontainers.image.licenses=Apache-2.0
COPY --from=unpacked /opt/gridcast /opt/gridcast
# One thread for the mathematics: more of them on shared cores make it slower.
ENV OMP_NUM_THREADS=1 HOME=/tmp
# So that there is something to mount on.
WORKDIR /gridcast/in
WORKDIR /gridcast/out
WORKDIR /gridcast
USER 65534:65534
# Whoever sits at the machine comes first. I/O priority follows niceness.
ENTRYPOINT ["/bin/sh", "-c", "low=$(command -v nice) && low=\"$low -n 19\"; exec $low java @/opt/gridcast/java.options -jar /opt/gridcast/trainer.jar \"$@\"", "trainer"]
CMD ["serve"]
