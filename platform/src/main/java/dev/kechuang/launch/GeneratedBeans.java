package dev.kechuang.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aot.AotDetector;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * The definitions of all beans as code, written by {@link GenerateCommand} after each build. A start that finds them need
 * not read annotations nor ask conditions. They were written for the settings that the application has by itself: where
 * an operator sets something of Spring's own (mail, OIDC, TLS), conditions may come out differently, and the start reads
 * annotations as if nothing had been written. Settings of ours ({@code kc.…}) decide no condition but {@code kc.demo}.
 */
final class GeneratedBeans {

    private static final Logger LOG = LoggerFactory.getLogger(GeneratedBeans.class);

    /** Names of the beans that only a demonstration has, one a line. */
    static final String DEMONSTRATION_ONLY = "META-INF/kechuang/demonstration-beans";

    /** Settings that may decide conditions of Spring's; as an operator's file or the environment spells them. */
    private static final List<String> DECISIVE =
            List.of("spring.", "server.", "management.", "springdoc.", "db-scheduler.", "debug");

    /** What the launcher and the build say themselves. */
    private static final Set<String> OUR_OWN = Set.of("spring.config.additional-location", AotDetector.AOT_ENABLED);

    /** Sources that no operator writes: Spring Boot's, the launcher's and the file in the program itself. */
    private static final List<String> NOT_THE_OPERATORS =
            List.of("applicationInfo", "random", "defaultProperties", "class path resource [application.yaml]");

    private GeneratedBeans() {}

    /** Has the application use them where they are there and fit. */
    static void useWhereTheyFit(SpringApplication application, boolean demonstration) {
        if (GeneratedBeans.class.getClassLoader().getResource(DEMONSTRATION_ONLY) == null) return;
        application.addListeners((ApplicationListener<ApplicationEnvironmentPreparedEvent>) event -> {
            var decided = decided(event.getEnvironment());
            if (!decided.isEmpty()) {
                LOG.info("annotations are read, because of settings of this instance: {}", String.join(", ", decided));
                return;
            }
            LOG.info("definitions are those of the build");
            System.setProperty(AotDetector.AOT_ENABLED, "true");
            application.setLazyInitialization(false); // what is lazy was written down
        });
        application.addInitializers(context -> {
            if (!demonstration && AotDetector.useGeneratedArtifacts()) {
                var beans = (BeanDefinitionRegistry) ((GenericApplicationContext) context).getBeanFactory();
                demonstrationOnly().forEach(beans::removeBeanDefinition);
            }
        });
    }

    /** Settings that conditions may ask for and that somebody has set who is not ourselves. */
    static Set<String> decided(ConfigurableEnvironment environment) {
        return environment.getPropertySources().stream()
                .filter(source -> source instanceof EnumerablePropertySource<?>
                        && NOT_THE_OPERATORS.stream().noneMatch(source.getName()::contains))
                .flatMap(source -> List.of(((EnumerablePropertySource<?>) source).getPropertyNames()).stream()
                        .map(name ->
                                source.getName().contains(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME)
                                        ? name.toLowerCase(Locale.ROOT).replace('_', '.')
                                        : name))
                .filter(GeneratedBeans::decides)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean decides(String name) {
        return !OUR_OWN.contains(name)
                && (DECISIVE.stream().anyMatch(name::startsWith) || name.startsWith("db.scheduler."));
    }

    private static List<String> demonstrationOnly() {
        try (var names = GeneratedBeans.class.getClassLoader().getResourceAsStream(DEMONSTRATION_ONLY)) {
            return names == null
                    ? List.of()
                    : new String(names.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
