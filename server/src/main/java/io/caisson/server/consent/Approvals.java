package io.caisson.server.consent;

import io.caisson.core.inspect.Json;
import io.caisson.core.inspect.JsonPath;
import io.caisson.core.reason.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Calls that wait for somebody's yes, and the yeses that still count. A yes counts for the same caller and the very
 * same call, its object, query and body too, for a time and a number of calls; nothing is kept when the process ends.
 */
public final class Approvals {
    /** Calls that wait at the same time; more are refused. */
    private static final int WAITING_MAX = 256;

    private static final int GRANTS_MAX = 4_096;

    private final @Nullable String webhook;
    private final Duration wait;
    private final Duration remember;
    private final int times;
    private final Map<String, Held> waiting = new LinkedHashMap<>();
    private final Map<Subject, Grant> grants = new LinkedHashMap<>();

    /** What a yes counts for. */
    private record Subject(String account, String operation, String deed) {}

    private record Grant(String by, long until, int left) {}

    private record Held(Matter matter, CompletableFuture<Answer> answer) {}

    /**
     * Prepares.
     *
     * @param webhook who is told of each held call, or null
     * @param wait how long a call is held
     * @param remember how long a yes counts; zero is for one call
     * @param times for how many calls in that time
     */
    public Approvals(@Nullable String webhook, Duration wait, Duration remember, int times) {
        this.webhook = webhook;
        this.wait = wait;
        this.remember = remember;
        this.times = times;
    }

    /** Waits until somebody answers, or nobody does in time. */
    Answer ask(Matter matter) {
        Subject subject = new Subject(
                matter.caller().account() + "@" + matter.caller().listener(),
                matter.question().call().operation().id(),
                matter.deed());
        Held held = new Held(matter, new CompletableFuture<>());
        synchronized (this) {
            Grant grant = grants.get(subject);
            if (grant != null && System.nanoTime() - grant.until() < 0 && grant.left() > 0) {
                grants.put(subject, new Grant(grant.by(), grant.until(), grant.left() - 1));
                return new Answer.Yes(grant.by());
            }
            if (waiting.size() >= WAITING_MAX) {
                return new Answer.No(Reason.NOT_APPROVED, "too many other calls wait for somebody");
            }
            waiting.put(matter.exchange(), held);
        }
        String hook = webhook;
        if (hook != null) {
            Thread.ofVirtual().name("caisson-webhook").start(() -> tell(hook, held));
        }
        Answer answer = awaited(held);
        synchronized (this) {
            waiting.remove(matter.exchange());
            if (answer instanceof Answer.Yes(String by) && !remember.isZero() && matter.isWhole()) {
                if (grants.size() >= GRANTS_MAX) {
                    grants.clear();
                }
                grants.put(subject, new Grant(by, System.nanoTime() + remember.toNanos(), times - 1));
            }
        }
        return answer;
    }

    private Answer awaited(Held held) {
        try {
            return held.answer().get(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException nobody) {
            return new Answer.No(Reason.NOT_APPROVED, "nobody answered within " + wait.toSeconds() + "s");
        } catch (ExecutionException | InterruptedException fault) {
            return new Answer.No(Reason.NOT_APPROVED, "nobody can be asked: " + fault);
        }
    }

    /** Tells the webhook; what it does not answer is left to others and to time. */
    private void tell(String hook, Held held) {
        try {
            JsonPath answer = Web.post(hook, held.matter().facts(), wait);
            if (answer.at("approve").json() instanceof Json.Bool(boolean yes)) {
                String by = answer.text("by");
                settle(held, yes, by.isEmpty() ? "webhook" : by);
            }
        } catch (IOException | IllegalArgumentException fault) {
            held.answer()
                    .complete(new Answer.No(Reason.NOT_APPROVED, "the webhook cannot be asked: " + fault.getMessage()));
        }
    }

    private static boolean settle(Held held, boolean yes, String by) {
        return held.answer().complete(yes ? new Answer.Yes(by) : new Answer.No(Reason.NOT_APPROVED, by + " says no"));
    }

    /** Answers for a held call; false where none has the id, or it is answered. */
    boolean settle(String exchange, boolean yes, String by) {
        Held held;
        synchronized (this) {
            held = waiting.get(exchange);
        }
        return held != null && settle(held, yes, by);
    }

    /** The calls that wait, oldest first. */
    synchronized List<Matter> waiting() {
        List<Matter> matters = new ArrayList<>();
        waiting.values().forEach(held -> matters.add(held.matter()));
        return matters;
    }
}
