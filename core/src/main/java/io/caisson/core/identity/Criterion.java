package io.caisson.core.identity;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** One thing that a client rule asks of a caller. Of the values in a list, one must fit. */
public sealed interface Criterion {
    /** Whether the caller fits. */
    Match test(Principal principal);

    /** The address is in one of the networks; a unix socket has none. */
    record FromNetwork(List<Network> networks) implements Criterion {
        public FromNetwork {
            networks = List.copyOf(networks);
        }

        @Override
        public Match test(Principal principal) {
            return Match.of(principal
                    .known()
                    .address()
                    .filter(address -> networks.stream().anyMatch(network -> network.holds(address)))
                    .isPresent());
        }
    }

    /** The process at the other end of the unix socket runs as one of the users. */
    record ByUser(List<Long> uids) implements Criterion {
        public ByUser {
            uids = List.copyOf(uids);
        }

        @Override
        public Match test(Principal principal) {
            return process(principal, peer -> uids.contains(peer.uid()));
        }
    }

    /** One of the process's groups, the effective one or another, is among these. */
    record ByGroup(List<Long> gids) implements Criterion {
        public ByGroup {
            gids = List.copyOf(gids);
        }

        @Override
        public Match test(Principal principal) {
            return process(
                    principal,
                    peer -> gids.contains(peer.gid()) || peer.groups().stream().anyMatch(gids::contains));
        }
    }

    /** The process is one of these. */
    record ByProcess(List<Long> pids) implements Criterion {
        public ByProcess {
            pids = List.copyOf(pids);
        }

        @Override
        public Match test(Principal principal) {
            return process(principal, peer -> pids.contains((long) peer.pid()));
        }
    }

    /** A fact of the container that the caller runs in. */
    record InContainer(ContainerFact fact, List<TextPattern> patterns) implements Criterion {
        public InContainer {
            patterns = List.copyOf(patterns);
        }

        @Override
        public Match test(Principal principal) {
            return switch (principal.known().origin()) {
                case Origin.Inside(PeerContainer container) -> Match.of(fact.fits(container, patterns));
                case Origin.Outside() -> Match.NO;
                case Origin.Unclear(String detail) -> new Match.Unclear(detail);
            };
        }
    }

    /** A fact of the caller's certificate; a caller without one does not fit. */
    record ByCertificate(CertificateFact fact, List<TextPattern> patterns) implements Criterion {
        public ByCertificate {
            patterns = List.copyOf(patterns);
        }

        @Override
        public Match test(Principal principal) {
            return Match.of(principal
                    .known()
                    .certificate()
                    .filter(certificate -> covers(patterns, fact.values(certificate)))
                    .isPresent());
        }
    }

    /** The request has a token or a password of ours with one of the names. */
    record ByToken(List<TextPattern> names) implements Criterion {
        public ByToken {
            names = List.copyOf(names);
        }

        @Override
        public Match test(Principal principal) {
            return Match.of(principal.known().credential().orElse(null) instanceof Credential.Token(String name)
                    && covers(names, List.of(name)));
        }
    }

    /**
     * The request has a statement of an issuer, with all these claims.
     *
     * @param claims by name, each with the patterns of which one must fit one of the claim's values
     */
    record ByStatement(String issuer, Map<String, List<TextPattern>> claims) implements Criterion {
        public ByStatement {
            claims = Map.copyOf(claims);
        }

        @Override
        public Match test(Principal principal) {
            if (!(principal.known().credential().orElse(null) instanceof Credential.Statement statement)) {
                return Match.NO;
            }
            return Match.of(statement.issuer().equals(issuer)
                    && claims.entrySet().stream()
                            .allMatch(claim -> covers(
                                    claim.getValue(), statement.claims().getOrDefault(claim.getKey(), List.of()))));
        }
    }

    /** What holds of the process behind a unix socket; other connections have none. */
    private static Match process(Principal principal, Predicate<UnixPeer> holds) {
        Optional<UnixPeer> peer = principal.known().unix();
        return peer.isEmpty() && principal.isUnix()
                ? new Match.Unclear("the process behind the socket is not known")
                : Match.of(peer.filter(holds).isPresent());
    }

    /** Whether one of the values fits one of the patterns. */
    static boolean covers(List<TextPattern> patterns, List<String> values) {
        return patterns.stream().anyMatch(pattern -> values.stream().anyMatch(pattern::covers));
    }
}
