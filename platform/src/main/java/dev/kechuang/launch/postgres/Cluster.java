package dev.kechuang.launch.postgres;

import dev.kechuang.launch.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** A data directory: made whole or not at all, and fit for the programs we have. */
final class Cluster {

    /** Superuser; only the launcher uses it, to make roles and databases and to take backups. */
    static final String SUPERUSER = "kc";

    private final Path data;
    private final RunAs user;

    private Cluster(Path data, RunAs user) {
        this.data = data;
        this.user = user;
    }

    static Cluster in(Path home, Binaries binaries, Secrets secrets) throws IOException, InterruptedException {
        Path data = home.resolve("pgdata");
        RunAs user = RunAs.forData(data);
        if (!Files.exists(data.resolve("PG_VERSION"))) create(home, data, binaries, secrets, user);
        String version = Files.readString(data.resolve("PG_VERSION")).strip();
        if (!version.equals(Binaries.MAJOR)) {
            throw new Refusal(
                    data + " 是 PostgreSQL " + version + " 的数据，本程序使用 " + Binaries.MAJOR + "：请用对应版本的程序打开。",
                    data + " holds data of PostgreSQL " + version + ", this program brings " + Binaries.MAJOR
                            + ": open it with the version that made it.");
        }
        if (!user.owner().isEmpty() && (int) Files.getAttribute(data, "unix:uid") == 0) user.own(data);
        user.mustReach(data);
        return new Cluster(data, user);
    }

    Path data() {
        return data;
    }

    RunAs user() {
        return user;
    }

    private static void create(Path home, Path data, Binaries binaries, Secrets secrets, RunAs user)
            throws IOException, InterruptedException {
        if (Files.isDirectory(data)) Files.delete(data); // refuses when something lies there that is not ours
        Path unfinished = home.resolve("pgdata.creating");
        Path password = home.resolve("pgdata.password");
        Trees.delete(unfinished);
        Files.createDirectory(unfinished);
        Secrets.write(password, secrets.superuser());
        try {
            user.own(unfinished);
            user.own(password);
            user.mustReach(unfinished);
            // Builtin C.UTF-8: the same order on every machine, and pg_trgm sees Chinese characters as letters.
            Commands.run(user.command(List.of(
                    binaries.program("initdb"),
                    "--auth=scram-sha-256",
                    "--username=" + SUPERUSER,
                    "--pwfile=" + password,
                    "--pgdata=" + unfinished,
                    "--encoding=UTF8",
                    "--data-checksums",
                    "--locale=C",
                    "--lc-ctype=C.UTF-8",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8")));
        } finally {
            Files.delete(password);
        }
        Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
        Trees.sync(home);
    }
}
