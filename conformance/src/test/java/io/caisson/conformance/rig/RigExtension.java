package io.caisson.conformance.rig;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;

/** Hands the one {@link Rig} of the run to tests, clears up after each, shows the logs of a failed one, and ends it. */
public final class RigExtension implements ParameterResolver, AfterEachCallback, TestWatcher {
    private static final ExtensionContext.Namespace SPACE = ExtensionContext.Namespace.create(RigExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Rig.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return rig(context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        rig(context).engine().sweep();
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        System.err.println(context.getDisplayName() + " failed\n" + rig(context).logs());
    }

    private static Rig rig(ExtensionContext context) {
        // closed with the root store, once, after the last test
        return context.getRoot().getStore(SPACE).computeIfAbsent(Rig.class, key -> new Rig(), Rig.class);
    }
}
