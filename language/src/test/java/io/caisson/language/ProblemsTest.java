package io.caisson.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a file is said at its place, with what would be accepted, and all at once. */
class ProblemsTest {
    @Test
    void all_problems_are_shown_at_once_in_the_order_of_the_file() {
        assertThat(Policies.problems("""
            listeners:
              a:
                adress: unix:///run/a.sock
                policy: pp
                mode: "0999"
            policies:
              p:
                allow:
                  - ContainerLst
                  - containr:view
                  - container:veiw
                  - GET /v1.41/info
                  - GET /containers/%2e/json
                  - GET /nothing/here
                mode: shadows
              p: {}
            loops: many
            """))
                .containsExactly(
                        "caisson.yaml:3:5: listeners.a: no key of a listener has the name `adress`; did you mean"
                                + " `address`? keys: address, mode, owner, group, make-folder, tls, protocol, spec-file,"
                                + " policy, clients, engine",
                        "caisson.yaml:3:5: listeners.a: `address` is missing: where clients connect; port 0 is any free"
                                + " one; write `unix:///path`, `tcp://host:port` or `fd://NAME`, a socket that systemd passes",
                        "caisson.yaml:4:13: listeners.a.policy: no policy has the name `pp`; did you mean `p`?"
                                + " policies: p",
                        "caisson.yaml:5:11: listeners.a.mode: `0999` is not octal digits in quotes: `\"0660\"`",
                        "caisson.yaml:9:9: policies.p.allow: no operation has the id `ContainerLst`; did you mean"
                                + " `ContainerList`?",
                        "caisson.yaml:10:9: policies.p.allow: no tag has the name `containr`; did you mean"
                                + " `container`?",
                        "caisson.yaml:11:9: policies.p.allow: no access has the name `veiw`; did you mean `view`?"
                                + " accesses: *, view, read, control, create, delete, exec, build, admin",
                        "caisson.yaml:12:9: policies.p.allow: the path `/v1.41/info` has a version; write it without,"
                                + " for it then covers every version: `/info`",
                        "caisson.yaml:13:9: policies.p.allow: the path `/containers/%2e/json` has a percent sign;"
                                + " write it decoded, as it is compared",
                        "caisson.yaml:14:9: policies.p.allow: no operation of the Engine API has the method and path"
                                + " `GET /nothing/here`",
                        "caisson.yaml:15:11: policies.p.mode: `shadows` is no word for it; did you mean `shadow`?"
                                + " words: enforce, shadow",
                        "caisson.yaml:16:3: policies: the name `p` comes twice; first at caisson.yaml:7:3",
                        "caisson.yaml:17:8: loops: `many` is not a whole number from 1 to 256");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "policies: [a]                                             | 1:11 | and not a mapping by name",
                "policies: {p: [a]}                                        | 1:15 | is a list and not a mapping",
                "polices: {}                                               | 1:1  | did you mean `policies`?",
                "policies: {p: {allow: {}}}                                | 1:23 | the rule names no operation",
                "policies: {p: {allow: [[ContainerList]]}}                 | 1:24 | is a list and no rule",
                "policies: {p: {allow: ['preset:x']}}                      | 1:24 | taken over by `use: [preset:x]`",
                "policies: {p: {allow: ['containerlist']}}                 | 1:24 | did you mean `ContainerList`?",
                "policies: {p: {allow: ['session:view']}}                  | 1:24 | accesses of `session`: build",
                "policies: {p: {allow: ['/info']}}                         | 1:24 | write `GET /info`",
                "policies: {p: {allow: ['get /info']}}                     | 1:24 | is no method",
                "policies: {p: {allow: ['GET info']}}                      | 1:24 | does not begin with a slash",
                "policies: {p: {allow: ['GET /info?x=1']}}                 | 1:24 | a condition on `call.query`",
                "policies: {p: {allow: ['GET //info']}}                    | 1:24 | an empty or dotted segment",
                "policies: {p: {allow: ['GET /containers/web-*/json']}}    | 1:24 | beside other characters",
                "policies: {p: {allow: ['POST /containers/*/json']}}       | 1:24 | did you mean `GET"
                        + " /containers/*/json`?",
                "policies: {p: {use: [q]}}                                 | 1:22 | no policy has the name `q`",
                "policies: {p: {use: ['preset:q']}}                        | 1:22 | no preset has the name `preset:q`",
                "policies: {p: {use: [q]}, q: {use: [p]}}                  | 1:37 | goes in a circle: p → q → p",
                "policies: {p: {use: [p]}}                                 | 1:22 | goes in a circle: p → p",
                "policies: {p: {allow: [ContainerList], deny: ['*:view']}} | 1:24 | never allows anything",
                "policies: {p: {allow: ['*:view', ContainerList]}}         | 1:34 | has no effect: `*:view` covers",
                "policies: {p: {allow: [ContainerList, ContainerList]}}    | 1:39 | has no effect",
                "policies: {p: {engine: q}}                                | 1:15 | no engine has the name `q`",
                "engine: {address: 'tcp://a:1', failover: ['unix:///b']}    | 1:43 | is not of the same kind",
                "engine: {address: 'tcp://a:1', tls: {key: k}}             | 1:43 | write both or neither",
                "engine: {address: 'unix:///a', tls: {}}                   | 1:37 | is spoken on TCP only",
                "listeners: {l: {address: 'unix:///l', tls: {key: k}}}     | 1:44 | is spoken on TCP only",
                "listeners: {l: {address: 'tcp://l:1', owner: u}}          | 1:46 | only a unix socket has rights",
                "listeners: {l: {address: 'tcp://l:1', tls: {crl: k}}}     | 1:50 | nobody can be checked",
                "listeners: {l: {address: 'tcp://l:1', tls: {key: k}}}     | 1:44 | `certificate` is missing",
                "engine: tcp://                                            | 1:9  | is not `unix:///path`",
                "engine: '${NO_SUCH}'                                      | 1:9  | the variable `NO_SUCH` is not set",
                "engine: '${open'                                          | 1:9  | is not closed",
                "engine: '${file:/no/such}'                                | 1:9  | cannot be read",
                "admin: unix:///a.sock                                     | 1:8  | metrics are served on TCP only",
                "limits: {inspected-max: 17MiB}                            | 1:25 | more than `16MiB`",
                "limits: {body-max: 5MB}                                   | 1:20 | is not a size with its unit",
                "limits: {stop-wait: 2h}                                   | 1:21 | at most 3600s",
                "hints: yes                                                | 1:8  | is not `true` or `false`",
                "log: {level: loud}                                        | 1:14 | words: debug, info",
                "a: {                                                      | 1:5  | is no YAML",
                "a: *nothing                                               | 1:4  | is no YAML",
                "a: &a [*a]                                                | 1:   | is no YAML",
            })
    void each_problem_has_its_place_and_what_would_be_accepted(String text, String place, String message) {
        assertThat(Policies.problems(text))
                .anySatisfy(problem ->
                        assertThat(problem).startsWith("caisson.yaml:" + place).contains(message));
    }

    @Test
    void a_condition_that_nothing_asks_is_a_problem_wherever_the_wider_rule_stands() {
        for (String rules : new String[] {
            "[{operation: ContainerStop, when: 'target.name == \"a\"'}, container:control]",
            "[container:control, {operation: ContainerStop, when: 'target.name == \"a\"'}]"
        }) {
            assertThat(Policies.problems("policies: {p: {allow: " + rules + "}}"))
                    .singleElement()
                    .asString()
                    .contains("the condition of `ContainerStop` has no effect: `container:control` covers all of it");
        }
    }

    @Test
    void a_name_in_two_files_is_refused_with_both_places() {
        Map<String, String> texts = new java.util.LinkedHashMap<>();
        texts.put("a.yaml", "policies:\n  p: {allow: [SystemPing]}\n");
        texts.put("b.yaml", "policies:\n  q: {allow: [SystemPing]}\n  p: {allow: [SystemInfo]}\n");
        assertThat(Policies.problems(PolicyFiles.compile(texts, Map.of())))
                .containsExactly("b.yaml:3:3: policies: the name `p` comes twice; first at a.yaml:2:3");
        texts.put("b.yaml", "policies:\n  q: {allow: [SystemPing]}\nlog: {level: info}\n");
        texts.put("c.yaml", "log: {level: info}\n");
        assertThat(Policies.problems(PolicyFiles.compile(texts, Map.of())))
                .containsExactly("c.yaml:1:1: the key `log` comes twice; first at b.yaml:3:1");
    }
}
