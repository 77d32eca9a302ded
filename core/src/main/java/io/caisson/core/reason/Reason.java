package io.caisson.core.reason;

import java.util.Locale;

/**
 * The reason of every answer that is Caisson's own. The wire code is the constant's name in lower case; the status is
 * what the client gets; the sentence is what a person reads, fixed text without a word of the client's.
 */
public enum Reason {
    // A policy said no.
    OPERATION_DENIED(403, "the policy does not allow this operation"),
    UNKNOWN_OPERATION(403, "no operation of the Engine API has this method and path"),

    // Who is calling.
    CLIENT_UNKNOWN(403, "no client rule of this listener speaks of who is calling"),
    CLIENT_UNCLEAR(403, "it cannot be told whether a client rule of this listener speaks of who is calling"),
    POLICY_LABEL_REFUSED(403, "the container's label names a policy that the listener does not give to labels"),
    CREDENTIALS_REQUIRED(401, "this listener asks for a token; send it as `Authorization: Bearer TOKEN`"),
    CREDENTIALS_REFUSED(401, "the token or password is wrong, expired or revoked"),
    TOO_MANY_ATTEMPTS(429, "too many wrong tokens or passwords came from here; wait and try again"),
    RATE_LIMITED(429, "more requests came than this client may send; wait and try again"),
    TOO_MANY_CONCURRENT(429, "as many requests of this client go on as may at the same time"),
    TOO_MANY_STREAMS(429, "as many streams of this client are open as may be"),
    UPLOAD_LIMITED(429, "this client has sent as many bytes as it may for now; wait and try again"),
    TOO_MANY_CLIENT_CONNECTIONS(429, "as many connections of this client are open as may be"),

    WORKLOAD_DENIED(403, "the policy's standard for workloads does not allow what the request asks for"),
    // Who is asked besides.
    NOT_CONSENTED(403, "an authorizer that is asked besides the policy did not agree"),
    CONSENT_FAILED(403, "an authorizer that is asked besides the policy did not answer, or not in time"),
    NOT_APPROVED(403, "nobody has approved this call"),

    CONDITION_FAILED(403, "a condition of the policy could not be evaluated, so nothing is allowed by it"),
    TARGET_NOT_FOUND(404, "the engine has no object of this name, which the policy would judge by its properties"),
    TARGET_LOOKUP_FAILED(502, "the engine did not say what the policy needs to know of the object"),

    // The request line.
    METHOD_MALFORMED(400, "the method is not a token of upper-case letters"),
    TARGET_MALFORMED(400, "the request target is not in origin form or holds a byte that must be percent-encoded"),
    TARGET_TOO_LONG(414, "the request target is longer than the limit"),
    PATH_NOT_CANONICAL(301, "the engine would redirect this path to its cleaned form; ask for that"),
    API_VERSION_MALFORMED(400, "the version in the path is not of the form `v1.41`"),
    ARGUMENT_MALFORMED(400, "a name in the path holds a character that no such name has"),
    QUERY_MALFORMED(400, "the query has a `;`, a bad percent-escape or another form that engines read in two ways"),
    PROTOCOL_VERSION_UNSUPPORTED(505, "only HTTP/1.1 and HTTP/1.0 are spoken here"),
    HTTP2_REFUSED(400, "HTTP/2 by prior knowledge and gRPC are not passed on, because their calls cannot be judged"),

    // The header section.
    HEAD_MALFORMED(400, "the header section is not valid HTTP/1.1"),
    HEAD_INCOMPLETE(400, "the connection ended inside a request"),
    HEAD_TOO_LARGE(431, "the request head is larger than the limit"),
    TOO_MANY_HEADERS(431, "the request has more header fields than the limit"),
    HOST_MALFORMED(400, "the request needs exactly one valid Host field"),
    FRAMING_AMBIGUOUS(400, "the length of the body can be read in more than one way"),
    FRAMING_UNSUPPORTED(400, "the only transfer coding that is accepted is `chunked`, on HTTP/1.1"),
    EXPECTATION_UNSUPPORTED(417, "the only expectation that is accepted is `100-continue`"),
    UPGRADE_UNSUPPORTED(400, "this operation does not upgrade to the protocol that was asked for"),
    CONTENT_TYPE_REFUSED(415, "form and multipart bodies are refused, because engines let them override the query"),

    // The body.
    BODY_MALFORMED(400, "the body's chunked coding is malformed"),
    BODY_TOO_LARGE(413, "the body is larger than the limit"),
    BODY_NOT_JSON(400, "the body is not valid JSON"),
    BODY_AMBIGUOUS(400, "the body can be read in more than one way"),
    BODY_TOO_COMPLEX(400, "the body is longer, deeper or larger than what is read to judge it"),
    BODY_MISTYPED(400, "a field of the body has not the type that the operation gives it"),
    BEYOND_PLUGIN(
            403, "the policy changes or watches this call, which no authorization plugin can; send it to Caisson"),
    BODY_NOT_HANDED_OVER(403, "the engine did not hand over the body, which decides about this call"),
    PARAMETER_MALFORMED(400, "a parameter of the query has not the form that the operation gives it"),

    // TLS and client certificates.
    TLS_REQUIRED(400, "this port speaks TLS, and the request came without it"),
    TLS_HANDSHAKE_FAILED(400, "the TLS handshake failed"),
    CLIENT_CERTIFICATE_MISSING(400, "this port asks for a client certificate, and none was sent"),
    CLIENT_CERTIFICATE_UNTRUSTED(400, "the client certificate was not issued for clients by an authority of this port"),
    CLIENT_CERTIFICATE_EXPIRED(400, "the client certificate is not valid at this time"),
    CLIENT_CERTIFICATE_REVOKED(400, "the client certificate is revoked"),
    CLIENT_CERTIFICATE_UNCHECKED(400, "whether the client certificate is revoked cannot be found out"),
    // What an archive brings with it.
    ARCHIVE_ENTRY_REFUSED(403, "an entry of the archive is not allowed by the policy"),
    ARCHIVE_UNREADABLE(400, "the compressed archive is damaged, or of a kind that is not read"),
    ARCHIVE_EXPANDS(413, "the archive grows out of proportion when it is unpacked"),
    IMAGE_REFUSED(403, "the policy does not allow an image that the archive or the build names"),
    BUILD_REFUSED(403, "the policy does not allow what the build asks for"),

    // Limits.
    REQUEST_TIMEOUT(408, "the request did not arrive in time"),
    INSPECTION_TIMEOUT(408, "the body did not arrive in time for a condition to look at it"),
    TOO_MANY_CONNECTIONS(503, "the limit on open connections is reached"),
    OVERLOADED(503, "the limit on buffered data is reached"),
    SHUTTING_DOWN(503, "Caisson is shutting down"),

    // The engine's side.
    ENGINE_UNREACHABLE(503, "the engine cannot be reached"),
    ENGINE_TLS_FAILED(502, "the engine and Caisson did not agree on a TLS connection, or on their certificates"),
    ENGINE_CONNECT_TIMEOUT(504, "the engine did not accept the connection in time"),
    ENGINE_TIMEOUT(504, "the engine did not answer in time"),
    ENGINE_DISCONNECTED(502, "the engine closed the connection before it answered"),
    ENGINE_RESPONSE_MALFORMED(502, "the engine's answer is not valid HTTP/1.1"),
    ENGINE_RESPONSE_CUT(502, "the engine's answer ended early"),

    // The client's side, once an exchange has begun.
    CLIENT_DISCONNECTED(499, "the client closed the connection before the answer was complete"),

    INTERNAL_ERROR(500, "Caisson itself failed; the log has the cause under this exchange");

    private final int status;
    private final String sentence;
    private final String code;

    Reason(int status, String sentence) {
        this.status = status;
        this.sentence = sentence;
        this.code = name().toLowerCase(Locale.ROOT);
    }

    /** The stable code on the wire, in logs and in metrics: lower_snake_case. */
    public String code() {
        return code;
    }

    /** The HTTP status of the answer; 499 is only ever recorded, for there is nobody left to answer. */
    public int status() {
        return status;
    }

    /** What it means, for a person: lower case, no full stop. */
    public String sentence() {
        return sentence;
    }
}
