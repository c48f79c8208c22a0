package dev.kechuang.launch;

import dev.kechuang.Kechuang;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.stereotype.Component;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Writes down which of our classes are components, so that a start need not open every class to find them. {@code kc}
 * runs it once after each build and puts the file on the class path; without it, as in tests, Spring looks for itself.
 */
@Command(name = "index", hidden = true)
final class IndexCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "JAR")
    private Path jar = Path.of("components.jar");

    @Override
    public Integer call() throws IOException {
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("META-INF/spring.components"));
            out.write(components().getBytes(StandardCharsets.UTF_8));
            out.closeEntry();
        }
        return 0;
    }

    /** A line for each component, also for those that only a demonstration has. */
    static String components() {
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("index", Map.of("kc.demo", true)));
        var scan = new ClassPathScanningCandidateComponentProvider(true, environment);
        return scan.findCandidateComponents(Kechuang.class.getPackageName()).stream()
                .map(BeanDefinition::getBeanClassName)
                .map(Objects::requireNonNull)
                .sorted()
                .map(name -> name + "=" + Component.class.getName() + "\n")
                .collect(Collectors.joining());
    }
}
