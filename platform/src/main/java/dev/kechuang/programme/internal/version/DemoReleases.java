package dev.kechuang.programme.internal.version;

import dev.kechuang.identity.Accounts;
import dev.kechuang.shared.DemoFiller;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.springframework.stereotype.Component;

/** In the demonstration city an officer has released every programme of the packs. */
@Component
class DemoReleases implements DemoFiller {

    private final VersionService versions;
    private final VersionStore store;
    private final Accounts accounts;

    DemoReleases(VersionService versions, VersionStore store, Accounts accounts) {
        this.versions = versions;
        this.store = store;
        this.accounts = accounts;
    }

    @Override
    public int order() {
        return 501;
    }

    @Override
    public String label() {
        return "definition.demo";
    }

    @Override
    public void fill(City city, LongConsumer progress) {
        versions.importPacks();
        var officers = accounts.officers(Role.BUREAU_LEADER, city.region());
        if (officers.isEmpty()) return;
        var officer = officers.getFirst();
        long done = 0;
        for (UUID id : store.ids()) {
            Version version = store.find(id).orElseThrow();
            if (version.state() != Version.State.DRAFT) continue;
            var viewer = new Viewer(
                    officer.account(),
                    officer.name(),
                    Set.of(Role.BUREAU_LEADER),
                    null,
                    null,
                    "",
                    List.of(version.region()));
            versions.release(viewer, id, 0).fold(released -> released, errors -> {
                throw new IllegalStateException("cannot release " + version.programme() + ": " + errors);
            });
            progress.accept(++done);
        }
    }
}
