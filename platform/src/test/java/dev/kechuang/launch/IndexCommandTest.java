package dev.kechuang.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of components says what Spring would find by itself. */
class IndexCommandTest {

    @TempDir
    Path directory;

    @Test
    void everyKindOfComponentIsListedAlsoThoseOfADemonstration() throws Exception {
        Path jar = directory.resolve("components.jar");
        assertThat(Main.run("index", jar.toString())).isZero();
        try (var file = new JarFile(jar.toFile())) {
            var lines = new String(
                            file.getInputStream(file.getEntry("META-INF/spring.components"))
                                    .readAllBytes(),
                            java.nio.charset.StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            assertThat(lines)
                    .contains(
                            "dev.kechuang.registry.internal.OrganisationService=org.springframework.stereotype.Component",
                            "dev.kechuang.registry.internal.OrganisationStore=org.springframework.stereotype.Component",
                            "dev.kechuang.pack.internal.PackConfiguration=org.springframework.stereotype.Component",
                            "dev.kechuang.portal.web.ComponentsController=org.springframework.stereotype.Component")
                    .allMatch(line -> line.startsWith("dev.kechuang."))
                    .hasSizeGreaterThan(300);
        }
    }
}
