package dev.kechuang.pack.internal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Imports the packs when all listeners are there and before the first request is answered. */
@Component
class PackStart implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(PackStart.class);

    private final PackImport imports;
    private final CityPacks packs;
    private volatile boolean running;

    PackStart(PackImport imports, CityPacks packs) {
        this.imports = imports;
        this.packs = packs;
    }

    @Override
    public int getPhase() {
        return 0; // the web server starts close to Integer.MAX_VALUE
    }

    @Override
    public void start() {
        imports.run(packs).forEach(version -> LOG.info("pack {} version {}", version.pack(), version.number()));
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
