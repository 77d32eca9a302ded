# The image: one small file system with a trimmed Java runtime, and nothing else to run in it.
#
#   docker build -t caisson .
#
# packaging/image makes the same on a machine that reaches no registry.
ARG BUILDER=maven:3-eclipse-temurin-25
FROM ${BUILDER} AS build
RUN { command -v cc && command -v strip; } >/dev/null || \
    { apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev binutils; }
WORKDIR /source
COPY . .
RUN mvn -q -B -ntp -Pprogram -pl app -am package && packaging/rootfs app/target/lib /image

# The start-up cache must be made by the very runtime that uses it, in the very place: so in a stage of the image's files.
FROM scratch AS trained
COPY --from=build /image /
RUN ["/usr/lib/caisson/bin/java", "@/usr/lib/caisson/java-options", "-XX:AOTMode=record", \
     "-XX:AOTConfiguration=/tmp/aot", "-m", "io.caisson.app/io.caisson.app.Main", "aot-train"]
RUN ["/usr/lib/caisson/bin/java", "@/usr/lib/caisson/java-options", "-XX:AOTMode=create", \
     "-XX:AOTConfiguration=/tmp/aot", "-XX:AOTCache=/usr/lib/caisson/caisson.aot", \
     "-m", "io.caisson.app/io.caisson.app.Main"]

FROM scratch
LABEL org.opencontainers.image.title="Caisson" \
      org.opencontainers.image.description="A firewall for the Docker Engine API"
COPY --from=build /image /
COPY --from=trained /usr/lib/caisson/caisson.aot /usr/lib/caisson/caisson.aot
# A cache that does not fit is passed over in silence at run time; here it ends the build.
RUN ["/usr/lib/caisson/bin/java", "@/usr/lib/caisson/java-options", "-XX:AOTCache=/usr/lib/caisson/caisson.aot", \
     "-XX:AOTMode=on", "-m", "io.caisson.app/io.caisson.app.Main", "version"]
ENV PATH=/ CAISSON_IN_CONTAINER=1
# It starts as root to find the engine's socket, and at once becomes user 65532: docs/internals/adr/0004-image-user.md
EXPOSE 2375
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s CMD ["/caisson", "health"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["/caisson"]
CMD ["serve"]
