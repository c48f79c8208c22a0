package dev.kechuang.programme.internal.version;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Imports the programmes of the packs before the first request is answered; broken ones stop the start. */
@Component
class VersionStart implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(VersionStart.class);

    private final VersionService versions;
    private volatile boolean running;

    VersionStart(VersionService versions) {
        this.versions = versions;
    }

    @Override
    public int getPhase() {
        return 10; // after the packs themselves
    }

    @Override
    public void start() {
        versions.importPacks()
                .forEach(version -> LOG.info("programme {} version {}", version.programme(), version.number()));
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
