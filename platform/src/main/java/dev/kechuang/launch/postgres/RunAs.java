package dev.kechuang.launch.postgres;

import dev.kechuang.launch.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Whom PostgreSQL runs as, which refuses root. An ordinary user runs it as itself. Root puts it into a user namespace of
 * its own, where it is nobody but still reaches root's files; where the kernel forbids that, it runs as the user
 * {@code nobody}. Data that belong to another user stay that user's.
 *
 * @param prefix the words before the command
 * @param owner user and group that must own what PostgreSQL reads and writes, as {@code chown} takes it; empty if it is
 *     the user of this process
 */
record RunAs(List<String> prefix, String owner) {

    private static final int NOBODY = 65534;

    /** Decides by the user of this process and the owner of the data, if there are data yet. */
    static RunAs forData(Path data) throws IOException, InterruptedException {
        if (uid(Path.of("/proc/self")) != 0) return new RunAs(List.of(), "");
        if (Files.isDirectory(data) && uid(data) != 0)
            return other(uid(data), (int) Files.getAttribute(data, "unix:gid"));
        return NamespaceSupport.AVAILABLE ? new RunAs(List.of("unshare", "-U"), "") : other(NOBODY, NOBODY);
    }

    List<String> command(List<String> command) {
        var all = new ArrayList<>(prefix);
        all.addAll(command);
        return all;
    }

    /** Hands a file or tree over to the user. */
    void own(Path path) throws IOException, InterruptedException {
        if (!owner.isEmpty()) Commands.run(List.of("chown", "-R", owner, path.toString()));
    }

    /** Makes sure that the user gets to the directory at all, e.g. not below root's home. */
    void mustReach(Path directory) throws IOException, InterruptedException {
        if (owner.isEmpty()) return;
        if (Commands.exitCode(command(List.of("test", "-w", directory.toString()))) == 0) return;
        throw new Refusal(
                "以 root 启动时 PostgreSQL 以用户 " + owner + " 运行，但该用户无法访问 " + directory
                        + "：请用 --home 指定其可访问的目录（如 /var/lib/kechuang）。",
                "Started as root, PostgreSQL runs as the user " + owner + ", who can't reach " + directory
                        + ": name a directory it can reach with --home, e.g. /var/lib/kechuang.");
    }

    private static RunAs other(int user, int group) {
        if (!Files.isExecutable(Path.of("/usr/bin/setpriv")) && !Files.isExecutable(Path.of("/bin/setpriv"))) {
            throw new Refusal(
                    "PostgreSQL 不能以 root 运行，且未找到 setpriv（util-linux）：请以普通用户启动。",
                    "PostgreSQL refuses root and setpriv (util-linux) is missing: start as an ordinary user.");
        }
        return new RunAs(
                List.of("setpriv", "--reuid=" + user, "--regid=" + group, "--clear-groups", "--"), user + ":" + group);
    }

    private static int uid(Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:uid");
    }

    /** Asked once a process; the system property switches it off, so that both ways can be tested. */
    private static final class NamespaceSupport {
        static final boolean AVAILABLE = available();

        private static boolean available() {
            if (Boolean.getBoolean("kc.postgres.setpriv")) return false;
            try {
                return Commands.exitCode(List.of("unshare", "-U", "test", "-r", "/")) == 0;
            } catch (IOException e) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
