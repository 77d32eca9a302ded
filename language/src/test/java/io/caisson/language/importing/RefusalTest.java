package io.caisson.language.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.config.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is no configuration is refused with its place, all problems at once. */
class RefusalTest {
    @Test
    void a_pattern_that_is_none_is_named_with_its_line() {
        assertThat(problems(PolicyImport.cetusguard(
                        new Source("rules.list", "GET /a(\n\nget /b\nGET %API_PREFIX_NOWHERE%x%NO_NAME%"), true, "p")))
                .containsExactly(
                        "rules.list:1:1: `^/a($` is no regular expression in RE2's syntax: missing closing )",
                        "rules.list:3:1: `get /b` is no rule; write methods, a space and a pattern",
                        "rules.list:4:1: `%NO_NAME%` is no variable of CetusGuard");
    }

    @Test
    void a_pattern_that_would_take_for_ever_elsewhere_is_read_in_a_moment() {
        String evil = "(a*)*".repeat(20) + "b";
        Imported imported = PolicyImport.wollomatic(List.of("-allowGET=/" + evil + "|/version"), Map.of(), "p");
        assertThat(((Imported.Policy) imported).file()).contains("- SystemVersion");
    }

    @Test
    void a_pattern_longer_than_any_is_refused() {
        assertThat(problems(PolicyImport.wollomatic(List.of("-allowGET=" + "a".repeat(5_000)), Map.of(), "p")))
                .containsExactly("a pattern is longer than 4096 characters");
    }

    @Test
    void flags_that_allow_nothing_are_no_allowlist() {
        assertThat(problems(PolicyImport.wollomatic(List.of("-loglevel=debug"), Map.of(), "p")))
                .containsExactly("nothing of socket-proxy allows a method; write for example -allowGET=/version");
    }

    @Test
    void a_caddyfile_whose_braces_do_not_fit_is_refused() {
        assertThat(problems(PolicyImport.caddyfile(new Source("Caddyfile", ":80 {\n handle {\n"), "p")))
                .containsExactly("Caddyfile:1:1: a block does not end");
        assertThat(problems(PolicyImport.caddyfile(new Source("Caddyfile", ":80 {\n}\n}\n"), "p")))
                .containsExactly("Caddyfile:3:1: this brace does not belong to a block");
    }

    @Test
    void a_caddyfile_that_passes_nothing_on_or_names_no_matcher_of_its_own_is_refused() {
        assertThat(problems(PolicyImport.caddyfile(new Source("Caddyfile", ":80 {\n respond 403\n}\n"), "p")))
                .containsExactly("Caddyfile:1:1: no `reverse_proxy` is in a site of it, so it lets nothing pass");
        assertThat(problems(PolicyImport.caddyfile(
                        new Source("Caddyfile", ":80 {\n reverse_proxy @x unix//run/docker.sock\n}\n"), "p")))
                .containsExactly("Caddyfile:1:1: `@x` is no matcher of this site");
    }

    @Test
    void an_haproxy_configuration_that_filters_nothing_or_names_no_acl_of_its_own_is_refused() {
        assertThat(problems(PolicyImport.haproxy(new Source("haproxy.cfg", "frontend f\n bind :80\n"), Map.of(), "p")))
                .containsExactly("haproxy.cfg:1:1: no `http-request allow` or `deny` is in it, so it filters nothing");
        assertThat(problems(PolicyImport.haproxy(
                        new Source("haproxy.cfg", "http-request allow if x\nhttp-request deny if { path /a\n"),
                        Map.of(),
                        "p")))
                .containsExactly(
                        "haproxy.cfg:1:1: `x` is no acl of this file",
                        "haproxy.cfg:2:1: a condition in braces does not end");
    }

    @Test
    void a_file_with_more_lines_than_somebody_wrote_is_refused() {
        Source file = new Source("list", "GET /info\n".repeat(2_001));
        assertThat(problems(PolicyImport.paths(file, "p")))
                .containsExactly("list:2001:1: there are more than 2000 lines, which are read at most");
    }

    @Test
    void names_that_docker_proxy_acl_has_not_are_refused_with_those_it_has() {
        assertThat(problems(PolicyImport.acl(List.of("container"), Optional.empty(), "p"))
                        .getFirst())
                .contains("`container`")
                .contains("did you mean `containers`?");
    }

    @Test
    void a_list_of_paths_says_what_a_rule_looks_like() {
        assertThat(problems(PolicyImport.paths(new Source("list", "# fine\n/info\n"), "p")))
                .containsExactly("list:2:1: `/info` is no rule; write a method and a path, for example GET /info");
    }

    private static List<String> problems(Imported imported) {
        return ((Imported.Refused) imported)
                .problems().stream().map(Problem::text).toList();
    }
}
