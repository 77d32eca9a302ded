package io.caisson.core.http;

/** The request methods that some operation of an engine uses; {@link #OTHER} stands for every other valid token. */
public enum Method {
    GET,
    HEAD,
    POST,
    PUT,
    DELETE,
    OPTIONS,
    OTHER
}
