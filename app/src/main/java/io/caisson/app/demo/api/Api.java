package io.caisson.app.demo.api;

import io.caisson.app.demo.http.Handler;
import io.caisson.app.demo.world.World;

/** All operations of the demo engine. */
public final class Api {
    private Api() {}

    /** What answers requests about a world. Routes are tried in the engine's order: containers before images. */
    public static Handler over(World world) {
        Router router = new Router();
        new ContainerApi(world).routes(router);
        new StreamApi(world).routes(router);
        new LogApi(world).routes(router);
        new ExecApi(world).routes(router);
        new PullApi(world).routes(router);
        new ImageApi(world).routes(router);
        new SystemApi(world).routes(router);
        new EventApi(world).routes(router);
        new VolumeApi(world).routes(router);
        new NetworkApi(world).routes(router);
        return router;
    }
}
