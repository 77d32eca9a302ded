package io.caisson.language.importing;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A condition of an original: what it says of requests, and what it says besides.
 *
 * @param test about method and path
 * @param unsaid what else it depends on, or empty; it must hold too
 */
record Term(RequestTest test, String unsaid) {
    /** How what a term says of who is asking begins: it is for a listener to say, and not for a rule. */
    static final String CALLERS = "callers ";

    static final Term ALWAYS = new Term((method, path) -> true, "");

    /** A condition on something that no rule of a policy speaks of. */
    static Term unsaid(String what) {
        return new Term((method, path) -> true, what);
    }

    /** All of some terms hold. */
    static Term all(List<Term> terms) {
        return new Term(RequestTest.all(terms.stream().map(Term::test).toList()), join(terms, " and "));
    }

    /** Any of some terms holds; it depends on everything that one of them depends on. */
    static Term any(List<Term> terms) {
        return terms.size() == 1
                ? terms.getFirst()
                : new Term(RequestTest.any(terms.stream().map(Term::test).toList()), join(terms, " or "));
    }

    /** It does not hold. What depends on something unsaid may hold or not, whatever the request is. */
    Term negated() {
        return unsaid.isEmpty() ? new Term(test.negated(), "") : unsaid(not(unsaid));
    }

    private static String not(String unsaid) {
        return unsaid.startsWith(CALLERS) ? CALLERS + "not " + unsaid.substring(CALLERS.length()) : "not " + unsaid;
    }

    private static String join(List<Term> terms, String word) {
        Set<String> parts = new LinkedHashSet<>();
        terms.stream().map(Term::unsaid).filter(part -> !part.isEmpty()).forEach(parts::add);
        return String.join(word, parts);
    }
}
