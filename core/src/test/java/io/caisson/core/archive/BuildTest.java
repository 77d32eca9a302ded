package io.caisson.core.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.tar.Archives;
import io.caisson.core.tar.TarFault;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Builds by the Dockerfile in their context, in every way in which engines find and read it. */
class BuildTest {
    private static final ArchiveRules RULES = JudgedArchives.allowing(
            "IMAGE good:1", "IMAGE good", "REMOTE https://good/x", "SYNTAX docker/dockerfile:1", "NETWORK host");

    private static Optional<TarFault> build(String query, String dockerfile) {
        return JudgedArchives.judge("/build" + query, RULES, new Archives().file("Dockerfile", dockerfile));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FROM good:1\nRUN x\n",
                "from good:1 as a\nFROM a\nCOPY --from=a /x /y\nCOPY --from=0 /x /y\n",
                "FROM scratch\nADD file.tar /\nADD https://good/x /\n",
                "ARG TAG=1\nFROM good:${TAG}\n",
                "ARG TAG=\"1\"\nARG IMAGE=good:$TAG\nFROM $IMAGE\n",
                "ARG TAG\nFROM good:${TAG:-1}\n",
                "FROM --platform=linux/amd64 good\nRUN --mount=type=cache,target=/x --network=none y\n",
                "FROM good\nRUN --network=host y\n",
                "FROM good\nRUN cat <<EOF > /x\nFROM of a text\nEOF\n",
                "FROM good\nRUN x \\\n  # a comment\n  && y\n",
                "FROM good\r\nRUN x\r\n",
                "\uFEFFFROM good\n",
                "FROM good\nRUN cat <<< x\n",
                "FROM good AS A\nFROM a\n"
            })
    void passes_what_takes_only_what_is_allowed(String dockerfile) {
        if (dockerfile.contains("of a text")) {
            // Engines without here documents would build from it.
            assertThat(build("", dockerfile)).isPresent();
        } else {
            assertThat(build("", dockerfile)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FROM evil\n",
                "FROM good\nFROM evil\n",
                "  \t fRoM evil\n",
                "\u00a0FROM evil\n",
                "\u000bFROM\u000cevil\n",
                "FR\\\nOM evil\n",
                "FROM \\\n\n# comment\nevil\n",
                "FROM good \\\n# comment\nFROM evil\n",
                "FROM good\nRUN x \\\n  # comment\nFROM evil\n",
                "FROM good\nRUN x \\\\\nFROM evil\n",
                "FROM good\nRUN x \\ \t\n\nFROM evil\n\nFROM evil\n",
                "FROM evil AS evil\n",
                "FROM good AS a\nCOPY --from=evil / /\n",
                "FROM good\nCOPY --chown=1:1 --from=evil / /\n",
                "FROM good\nCOPY --from=$EVIL / /\n",
                "FROM good\nCOPY --from=\"evil\" / /\n",
                "FROM good\nRUN --mount=type=bind,from=evil,target=/x y\n",
                "FROM good\nRUN --mount=type=bind,FROM=evil,target=/x y\n",
                "FROM good\nRUN --mount=\"type=bind,from=evil\" y\n",
                "FROM good\nRUN --security=insecure y\n",
                "FROM good\nRUN --network=container y\n",
                "FROM good\nRUN --device=vendor.com/x y\n",
                "FROM good\nADD http://evil/x /\n",
                "FROM good\nADD [\"https://evil/x\", \"/\"]\n",
                "FROM good\nADD --checksum=sha256:x https://evil/x /\n",
                "FROM good\nADD git@github.com:a/b.git /\n",
                "FROM good\nADD $URL /\n",
                "FROM good\nONBUILD COPY --from=evil / /\n",
                "FROM good\nONBUILD ONBUILD ADD http://evil/x /\n",
                "ARG IMAGE=evil\nFROM $IMAGE\n",
                "ARG IMAGE=evil\nFROM ${IMAGE}\n",
                "ARG IMAGE\nFROM ${IMAGE:-evil}\n",
                "ARG IMAGE=good\nFROM ${IMAGE:+evil}\n",
                "FROM $TARGETPLATFORM\n",
                "ARG TARGETARCH=good\nFROM $TARGETARCH\n",
                "ARG IMAGE=good\nARG IMAGE\nFROM $IMAGE\n",
                "ARG IMAGE=good\nFROM ${IMAGE%x}\n",
                "FROM \"good\"\n",
                "# escape=`\nFROM good\n",
                "FROM good\nRUN <<EOF\nFROM scratch AS evil\nEOF\nFROM evil\n",
                "FROM good\nRUN echo \"a <<X b\"\nRUN <<Y\nX\nFROM scratch AS evil\nY\nFROM evil\n",
                "FROM good\nRUN <<'x\\'\nx\\\nFROM evil\n",
                "FROM good\nCOPY <<-A <<B /x\nA\nFROM scratch AS evil\nB\nFROM evil\n",
                "FROM\n"
            })
    void refuses_what_some_engine_would_take_from_elsewhere(String dockerfile) {
        assertThat(build("", dockerfile))
                .hasValueSatisfying(
                        fault -> assertThat(fault.said()).isNotEmpty().doesNotContain("\n"));
    }

    @Test
    void arguments_of_the_call_go_before_those_of_the_file() {
        String file = "ARG TAG=1\nFROM good:$TAG\n";
        assertThat(build("?buildargs=%7B%22TAG%22%3A%221%22%7D", file)).isEmpty();
        assertThat(build("?buildargs=%7B%22TAG%22%3A%222%22%7D", file)).isPresent();
        assertThat(build("?buildargs=%7B%22TAG%22%3A%222%22%2C%22TAG%22%3A%221%22%7D", file))
                .isPresent();
    }

    @Test
    void another_reader_of_the_file_is_asked_for_only_where_the_engine_would_listen() {
        for (String line : new String[] {
            "# syntax=evil", "#syntax = evil", "// syntax=evil", "#!/x\n# syntax=evil", "# x=y\n# SYNTAX=evil"
        }) {
            assertThat(build("", line + "\nFROM good\n")).isEmpty();
            assertThat(build("?version=2", line + "\nFROM good\n")).isPresent();
        }
        assertThat(build("?version=2", "{\"syntax\": \"evil\"}\n")).isPresent();
        assertThat(build("?version=2", "# syntax=docker/dockerfile:1\nFROM good\n"))
                .isEmpty();
        assertThat(build("?version=2&buildargs=%7B%22BUILDKIT_SYNTAX%22%3A%22evil%22%7D", "FROM good\n"))
                .isPresent();
    }

    static Stream<Arguments> contexts() {
        return Stream.of(
                Arguments.of("", new Archives().file("Dockerfile", "FROM good\n"), true),
                Arguments.of("", new Archives().file("dockerfile", "FROM good\n"), true),
                Arguments.of("", new Archives().file("dockerfile", "FROM evil\n"), false),
                Arguments.of("", new Archives().file("./Dockerfile", "FROM evil\n"), false),
                Arguments.of(
                        "", new Archives().file("Dockerfile", "FROM good\n").file("Dockerfile", "FROM evil\n"), false),
                Arguments.of(
                        "",
                        new Archives().file("Dockerfile", "FROM good\n").file("./Dockerfile", "FROM evil\n"),
                        false),
                Arguments.of("", new Archives().file("other", "FROM evil\n").symlink("Dockerfile", "other"), false),
                Arguments.of("", new Archives().file("other", "FROM evil\n").link("Dockerfile", "other"), false),
                Arguments.of(
                        "",
                        new Archives()
                                .file("Dockerfile", "FROM good\n")
                                .symlink("a", ".")
                                .file("a/Dockerfile", "FROM evil\n"),
                        false),
                Arguments.of("", new Archives().file("other", "FROM good\n"), false),
                Arguments.of("?dockerfile=a/b", new Archives().file("a/b", "FROM good\n"), true),
                Arguments.of("?dockerfile=./a/b", new Archives().file("a/b", "FROM evil\n"), false),
                Arguments.of(
                        "?dockerfile=a/b",
                        new Archives()
                                .file("a/b", "FROM good\n")
                                .folder("c")
                                .file("c/b", "FROM evil\n")
                                .symlink("a", "c"),
                        false),
                Arguments.of("?dockerfile=../x", new Archives().file("x", "FROM good\n"), false),
                Arguments.of("?dockerfile=/x", new Archives().file("x", "FROM good\n"), false),
                Arguments.of("?dockerfile=x.in", new Archives().file("x.in", "FROM good\n"), false),
                Arguments.of("?dockerfile=%5B%22x%22%5D", new Archives().file("x", "FROM good\n"), false),
                Arguments.of("?remote=https://evil/x", new Archives().file("Dockerfile", "FROM good\n"), false),
                Arguments.of("?remote=https://good/x", new Archives().file("a", ""), true),
                Arguments.of("?remote=client-session", new Archives().file("Dockerfile", "FROM good\n"), false),
                Arguments.of(
                        "",
                        new Archives().file("Dockerfile", "FROM good\n").entry("sda", '4', "", new byte[0]),
                        false));
    }

    @ParameterizedTest
    @MethodSource("contexts")
    void the_dockerfile_that_is_judged_is_the_one_that_is_built(String query, Archives archive, boolean passes) {
        assertThat(JudgedArchives.judge("/build" + query, RULES, archive).isEmpty())
                .isEqualTo(passes);
    }
}
