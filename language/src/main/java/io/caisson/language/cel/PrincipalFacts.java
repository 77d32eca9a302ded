package io.caisson.language.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import io.caisson.core.identity.Credential;
import io.caisson.core.identity.Origin;
import io.caisson.core.identity.PeerCertificate;
import io.caisson.core.identity.PeerContainer;
import io.caisson.core.identity.Principal;
import io.caisson.core.identity.UnixPeer;
import io.caisson.core.inspect.Facts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who is calling, as expressions know it. What a caller does not have is given as empty; what nobody found out has no
 * value, so that an expression which asks for it cannot be told and allows nothing.
 */
record PrincipalFacts(Principal principal) implements Facts {
    private static final MapType TEXTS = MapType.create(SimpleType.STRING, SimpleType.STRING);
    private static final ListType LIST = ListType.create(SimpleType.STRING);

    /** The type of {@code principal}. */
    static CelType type(CelTypes types) {
        Map<String, CelType> container = new LinkedHashMap<>();
        for (String field : List.of("id", "name", "image", "project", "service")) {
            container.put(field, SimpleType.STRING);
        }
        container.put("labels", TEXTS);
        Map<String, CelType> certificate = new LinkedHashMap<>();
        for (String field : List.of("cn", "issuer", "pin", "serial")) {
            certificate.put(field, SimpleType.STRING);
        }
        for (String field : List.of("dns", "uris", "ips")) {
            certificate.put(field, LIST);
        }
        Map<String, CelType> fields = new LinkedHashMap<>();
        for (String field : List.of("listener", "address", "name", "user", "token", "issuer", "subject")) {
            fields.put(field, SimpleType.STRING);
        }
        for (String field : List.of("uid", "gid", "pid")) {
            fields.put(field, SimpleType.INT);
        }
        fields.put("claims", MapType.create(SimpleType.STRING, LIST));
        fields.put("container", types.struct("/principal/container", container));
        fields.put("certificate", types.struct("/principal/certificate", certificate));
        return types.struct("/principal", fields);
    }

    @Override
    public Object value(String field) {
        return switch (field) {
            case "listener" -> principal.listener();
            case "address" -> principal.address();
            case "name" -> principal.name();
            case "user" -> process().map(UnixPeer::user).orElse("");
            case "uid" -> process().map(UnixPeer::uid).orElse(-1L);
            case "gid" -> process().map(UnixPeer::gid).orElse(-1L);
            case "pid" -> process().map(peer -> (long) peer.pid()).orElse(-1L);
            case "token" ->
                principal.known().credential().orElse(null) instanceof Credential.Token(String name) ? name : "";
            case "issuer" -> statement().map(Credential.Statement::issuer).orElse("");
            case "subject" -> statement().map(Credential.Statement::subject).orElse("");
            case "claims" -> statement().map(Credential.Statement::claims).orElse(Map.of());
            case "container" -> new ContainerFacts(container());
            case "certificate" -> new CertificateFacts(principal.known().certificate());
            default -> throw new IllegalArgumentException(field);
        };
    }

    @Override
    public Optional<Object> given(String field) {
        boolean there = switch (field) {
            case "container" -> container().isPresent();
            case "certificate" -> principal.known().certificate().isPresent();
            case "user", "uid", "gid", "pid" -> process().isPresent();
            case "token" -> !value(field).equals("");
            case "issuer", "subject", "claims" -> statement().isPresent();
            default -> true;
        };
        return there ? Optional.of(value(field)) : Optional.empty();
    }

    private Optional<UnixPeer> process() {
        Optional<UnixPeer> peer = principal.known().unix();
        if (peer.isEmpty() && principal.isUnix()) {
            throw new IllegalStateException("no client rule of the listener asks for the process behind the socket");
        }
        return peer;
    }

    private Optional<PeerContainer> container() {
        return switch (principal.known().origin()) {
            case Origin.Inside(PeerContainer container) -> Optional.of(container);
            case Origin.Outside() -> Optional.empty();
            case Origin.Unclear(String detail) -> throw new IllegalStateException(detail);
        };
    }

    private Optional<Credential.Statement> statement() {
        return principal
                .known()
                .credential()
                .filter(Credential.Statement.class::isInstance)
                .map(Credential.Statement.class::cast);
    }

    private record ContainerFacts(Optional<PeerContainer> container) implements Facts {
        @Override
        public Object value(String field) {
            return switch (field) {
                case "id" -> container.map(PeerContainer::id).orElse("");
                case "name" -> container.map(PeerContainer::name).orElse("");
                case "image" -> container.map(PeerContainer::image).orElse("");
                case "labels" -> container.map(PeerContainer::labels).orElse(Map.of());
                case "project" -> container.map(PeerContainer::composeProject).orElse("");
                case "service" -> container.map(PeerContainer::composeService).orElse("");
                default -> throw new IllegalArgumentException(field);
            };
        }

        @Override
        public Optional<Object> given(String field) {
            return container.map(there -> value(field));
        }
    }

    private record CertificateFacts(Optional<PeerCertificate> certificate) implements Facts {
        @Override
        public Object value(String field) {
            return switch (field) {
                case "cn" -> certificate.flatMap(PeerCertificate::commonName).orElse("");
                case "issuer" ->
                    certificate.flatMap(PeerCertificate::issuerCommonName).orElse("");
                case "dns" -> certificate.map(PeerCertificate::dnsNames).orElse(List.of());
                case "uris" -> certificate.map(PeerCertificate::uris).orElse(List.of());
                case "ips" -> certificate.map(PeerCertificate::addresses).orElse(List.of());
                case "pin" -> certificate.map(PeerCertificate::publicKeyPin).orElse("");
                case "serial" -> certificate.map(PeerCertificate::serial).orElse("");
                default -> throw new IllegalArgumentException(field);
            };
        }

        @Override
        public Optional<Object> given(String field) {
            return certificate.map(there -> value(field));
        }
    }
}
