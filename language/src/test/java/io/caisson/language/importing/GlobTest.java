package io.caisson.language.importing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        /info                      | /info                    | true  | the same
        /info                      | /INFO                    | true  | Caddy does not look at case
        /info                      | /info/                   | false | more than the same
        /v1.41/containers/*/stats  | /v1.41/containers/a/stats | true  | one segment
        /v1.41/containers/*/stats  | /v1.41/containers/a/b/stats | false | two segments
        /v1.41/containers/*/stats  | /v1.41/containers//stats | true  | nothing is a run too
        /containers/*              | /containers/a/archive    | true  | a star at the end crosses slashes
        */json                     | /containers/json         | true  | a star at the beginning crosses slashes
        *exec*                     | /containers/a/exec       | true  | at both ends it is anywhere
        /containers/web-?          | /containers/web-1        | true  | a question mark is one character
        /containers/web-?          | /containers/web-/        | false | and no slash
        *                          | /anything/at/all         | true  | everything
        """)
    void caddy_reads_paths_so(String pattern, String path, boolean covers, String why) {
        assertThat(Glob.caddy(pattern).covers(path)).as(why).isEqualTo(covers);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        /containers/*/stats | /containers/a/stats   | true  | one segment
        /containers/*/stats | /CONTAINERS/a/stats   | false | case matters
        /containers/*       | /containers/a/archive | false | a star never crosses a slash
        /a/*b*c             | /a/xbxbc              | true  | the last of several places fits
        /a/*b*c             | /a/xbx/c              | false | none fits within the segment
        """)
    void lists_of_paths_read_them_so(String pattern, String path, boolean covers, String why) {
        assertThat(Glob.segments(pattern).covers(path)).as(why).isEqualTo(covers);
    }
}
