package io.caisson.app.command;

import io.caisson.app.Main;
import io.caisson.app.tool.audit.AuditFile;
import io.caisson.app.tool.audit.AuditRecord;
import io.caisson.app.tool.explain.Explainer;
import io.caisson.app.tool.explain.Explanation;
import io.caisson.app.tool.explain.ExplanationJson;
import io.caisson.app.tool.explain.ExplanationText;
import io.caisson.app.tool.policy.Chosen;
import io.caisson.app.tool.policy.Policies;
import io.caisson.app.tool.request.Fields;
import io.caisson.app.tool.request.Request;
import io.caisson.app.tool.request.RequestFile;
import io.caisson.core.config.Problem;
import io.caisson.core.identity.Principal;
import io.caisson.core.policy.Mode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says why a call is allowed or refused. */
@Command(
        name = "explain",
        sortOptions = false,
        abbreviateSynopsis = true,
        customSynopsis = {
            "caisson explain [OPTIONS] METHOD PATH",
            "       caisson explain [OPTIONS] --request=FILE",
            "       caisson explain [OPTIONS] --audit=FILE EXCHANGE"
        },
        description = "Say why a call is allowed or refused: every rule and condition, the facts they saw, and the line"
                + " that would allow it.",
        footer = {
            "",
            "Exit codes: 0 allowed, 1 refused.",
            "",
            "Examples:",
            "  caisson explain -c caisson.yaml -p ci POST /containers/web/restart",
            "  docker logs caisson | caisson explain --audit=- k7m2qa-17"
        })
final class ExplainCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Mixin
    private final PolicyOptions policy = new PolicyOptions();

    @Option(names = "--by", paramLabel = "ADDRESS", description = "The caller's address. Default: unix.")
    private String address = Request.SOMEBODY.address();

    @Option(
            names = "--on",
            paramLabel = "LISTENER",
            description = "The listener it comes in on, whose policy judges it.")
    private @Nullable String listener;

    @Option(names = "--body", paramLabel = "FILE", description = "The body; - is standard input.")
    private @Nullable Path body;

    @Option(
            names = "--object",
            paramLabel = "FIELDS",
            description = "The object that the call is about, as name=web,image=nginx,state=running,label.tier=front.")
    private @Nullable String object;

    @Option(
            names = "--engine",
            paramLabel = "ADDRESS",
            description = "Ask this engine for the object, as the gate would: unix:///path or tcp://host:port.")
    private @Nullable String engine;

    @Option(
            names = "--request",
            paramLabel = "FILE",
            description = "Everything in one file, with the fields of a case: call, principal, headers, body, objects.")
    private @Nullable Path request;

    @Option(
            names = "--audit",
            paramLabel = "FILE",
            description = "Explain an exchange of the past by its id; - is standard input.")
    private @Nullable Path audit;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Parameters(arity = "0..2", hidden = true)
    private List<String> words = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    ExplainCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    /** What is to be explained. */
    private record Wanted(Request request, String policy, String note) {}

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        PrintWriter out = spec.commandLine().getOut();
        Optional<Wanted> wanted = wanted(err);
        if (wanted.isEmpty()) {
            return Main.BAD_SETTINGS;
        }
        Optional<Policies> policies = policy.policies(environment, err);
        if (policies.isEmpty()) {
            return Main.BAD_SETTINGS;
        }
        String onListener = wanted.get().request().principal().listener();
        String fallback = policies.get()
                .ofListener(onListener)
                .map(chosen -> chosen.policy().name())
                .orElse(wanted.get().policy());
        Optional<Chosen> chosen = policy.choose(policies.get(), fallback, err);
        if (chosen.isEmpty()) {
            return Main.BAD_SETTINGS;
        }
        Request asked = wanted.get().request();
        if (object != null) {
            asked = asked.with(ObjectOption.objects(object, asked));
        } else if (engine != null) {
            asked = asked.with(LiveObject.objects(engine, asked));
        }
        Explanation told = new Explainer().explain(chosen.get(), asked);
        out.print(
                json
                        ? ExplanationJson.of(told)
                        : ExplanationText.of(told) + wanted.get().note());
        out.flush();
        return told.allowed() || told.mode() == Mode.SHADOW ? Main.OK : Main.NO;
    }

    private Optional<Wanted> wanted(PrintWriter err) throws IOException {
        if (request != null) {
            return fromFile(request, err);
        }
        if (audit != null) {
            return fromAudit(audit, err);
        }
        if (words.size() != 2) {
            err.println("caisson: name a method and a path, as in: caisson explain GET /containers/json");
            return Optional.empty();
        }
        Request asked = Request.of(words.getFirst().toUpperCase(Locale.ROOT), words.get(1))
                .by(new Principal(listener == null ? Request.SOMEBODY.listener() : listener, address));
        if (body != null) {
            asked = asked.with(body.toString().equals("-") ? System.in.readAllBytes() : Files.readAllBytes(body));
        }
        return Optional.of(new Wanted(asked, "", ""));
    }

    private Optional<Wanted> fromFile(Path file, PrintWriter err) {
        List<Problem> problems = new ArrayList<>();
        List<String> known = new ArrayList<>(RequestFile.FIELDS);
        known.addAll(List.of("name", "policy", "expect"));
        Optional<Fields> fields = YamlFile.read(file, problems).map(node -> new Fields(node, known, problems));
        Optional<Wanted> wanted =
                fields.map(each -> new Wanted(RequestFile.read(each, problems), each.text("policy"), ""));
        if (problems.isEmpty()) {
            return wanted;
        }
        PolicyOptions.print(problems, err);
        return Optional.empty();
    }

    private Optional<Wanted> fromAudit(Path file, PrintWriter err) throws IOException {
        if (words.size() != 1) {
            err.println("caisson: name the exchange, as in: caisson explain --audit=audit.jsonl k7m2qa-17");
            return Optional.empty();
        }
        Optional<AuditRecord> found = new AuditFile(file).find(words.getFirst());
        if (found.isEmpty()) {
            err.println("caisson: no exchange `" + words.getFirst() + "` in `" + file + "`");
            return Optional.empty();
        }
        AuditRecord past = found.get();
        Request asked = Request.of(past.method(), past.target())
                .by(new Principal(past.listener(), past.client()))
                .withUnknownBody();
        return Optional.of(new Wanted(asked, past.policy(), PastNote.of(past)));
    }
}
