package dev.kechuang.launch.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Unpacking where several processes share the programs. */
class BinariesTest {

    @TempDir
    Path place;

    private Path halfUnpackedBy(long pid) throws Exception {
        Path directory = Files.createDirectory(place.resolve("postgresql-" + Binaries.VERSION + ".unpacking-" + pid));
        Files.writeString(directory.resolve("initdb"), "half");
        return directory;
    }

    @Test
    void whatADeadProcessLeftHalfUnpackedIsRemovedAndWhatALivingOneUnpacksIsNot() throws Exception {
        long parent = ProcessHandle.current().parent().orElseThrow().pid();
        Path working = halfUnpackedBy(parent);
        Path gone = halfUnpackedBy(4_194_305L); // more than Linux ever gives
        Path ofAnEarlierStart = halfUnpackedBy(ProcessHandle.current().pid());

        Binaries.removeLeftovers(place);

        assertThat(working).isDirectory();
        assertThat(gone).doesNotExist();
        assertThat(ofAnEarlierStart).doesNotExist();
    }
}
