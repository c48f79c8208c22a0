package dev.kechuang.launch;

import dev.kechuang.Kechuang;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.stereotype.Component;

/**
 * Which of our classes are components, so that a start that reads annotations need not open every class to find them.
 * {@link GenerateCommand} writes it down; without it, as in tests, Spring looks for itself.
 */
final class Components {

    /** Where Spring looks for it. */
    static final String FILE = "META-INF/spring.components";

    private Components() {}

    /** A line for each component, also for those that only a demonstration has. */
    static String list() {
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("components", Map.of("kc.demo", true)));
        var scan = new ClassPathScanningCandidateComponentProvider(true, environment);
        return scan.findCandidateComponents(Kechuang.class.getPackageName()).stream()
                .map(BeanDefinition::getBeanClassName)
                .map(Objects::requireNonNull)
                .sorted()
                .map(name -> name + "=" + Component.class.getName() + "\n")
                .collect(Collectors.joining());
    }
}
