# The trainer's image for NVIDIA graphics cards: a CUDA 11.6 runtime, a Java runtime, the trainer with
# ND4J's CUDA half, and its native libraries unpacked. For amd64.
#
# NOT RUN ON A GRAPHICS CARD by this project, and not built either: its machines have neither a card
# nor a way to these bases. What was checked: the jar resolves, is assembled and unpacks; without a
# card it warns and trains on the processor.
#
#   mvn -B -ntp -P cuda -pl trainer-core -DskipTests package
#   mkdir context
#   cp docker/trainer-cuda.Dockerfile context/Dockerfile
#   cp trainer-core/target/trainer-cuda.jar context/
#   docker build --network none --build-arg VERSION=0.1.0 -t gridcast-trainer-cuda:0.1.0 context
#
# A container needs the NVIDIA Container Toolkit on the host, and --gpus all.
ARG JAVA_IMAGE=eclipse-temurin:17-jre
ARG BASE_IMAGE=nvidia/cuda:11.6.2-runtime-ubuntu20.04

FROM ${JAVA_IMAGE} AS java

FROM ${BASE_IMAGE} AS unpacked
COPY --from=java /opt/java/openjdk /opt/java/openjdk
COPY trainer-cuda.jar /build/trainer-cuda.jar
# Not loaded: whoever builds the image may have no card.
RUN mkdir -p /opt/gridcast \
  && /opt/java/openjdk/bin/java -Xmx256m -jar /build/trainer-cuda.jar unpack --without-loading \
    --to /opt/gridcast/natives --slim-jar /opt/gridcast/trainer.jar \
  && chmod -R a+rX,go-w /opt/gridcast
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
  && if /opt/java/openjdk/bin/java --add-modules=jdk.incubator.vector -version >/dev/null 2>&1; then \
      echo --add-modules=jdk.incubator.vector >>/opt/gridcast/java.options; \
    fi

FROM ${BASE_IMAGE}
ARG VERSION=unknown
LABEL dev.gridcast.image=trainer-cuda \
  dev.gridcast.version=${VERSION} \
  org.opencontainers.image.title="Gridcast trainer (CUDA 11.6)" \
  org.opencontainers.image.version=${VERSION} \
  org.opencontainers.image.licenses=Apache-2.0
COPY --from=java /opt/java/openjdk /opt/java/openjdk
COPY --from=unpacked /opt/gridcast /opt/gridcast
ENV JAVA_HOME=/opt/java/openjdk PATH=/opt/java/openjdk/bin:${PATH}
ENV OMP_NUM_THREADS=1 HOME=/tmp
# What of the driver the toolkit shall bring in.
ENV NVIDIA_VISIBLE_DEVICES=all NVIDIA_DRIVER_CAPABILITIES=compute,utility
WORKDIR /gridcast/in
WORKDIR /gridcast/out
WORKDIR /gridcast
USER 65534:65534
ENTRYPOINT ["/bin/sh", "-c", "low=$(command -v nice) && low=\"$low -n 19\"; exec $low java @/opt/gridcast/java.options -jar /opt/gridcast/trainer.jar \"$@\"", "trainer"]
CMD ["serve"]
