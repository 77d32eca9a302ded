package io.caisson.core.policy;

/** How refusals are worded. It changes nothing in what is refused. */
public enum Voice {
    /** The status of the reason and {@code {"message": …}}, which the clients of an engine show to their users. */
    CAISSON,
    /** The two texts of docker-proxy-acl, for clients that know no other. */
    PROXY_ACL
}
