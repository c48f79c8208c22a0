package dev.kechuang.launch;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aot.AotDetector;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.support.GenericApplicationContext;

/**
 * A start that makes first what the first page needs: everything else follows on a thread of its own as soon as the
 * server answers, the business jobs last. What reads an operator's setting is made at once, so that a wrong one is told
 * before anything runs.
 */
final class OnDemand {

    private static final Logger LOG = LoggerFactory.getLogger(OnDemand.class);

    static final Map<String, Object> SETTINGS = Map.of(
            "spring.main.lazy-initialization",
            true,
            // It starts when it is made, which is last.
            "db-scheduler.delay-startup-until-context-ready",
            false);

    /** Settings that the launcher itself gives. */
    private static final List<String> OUR_OWN = List.of("${kc.demo:", "${kc.home:");

    /**
     * Definitions of libraries that nobody misses: the scheduler's wish to be made first, and the search through all our
     * classes for annotations of Jackson that the house does not use.
     */
    private static final List<String> LEFT_OUT =
            List.of("eagerDbSchedulerStarter", "jacksonMixinModuleEntries", "jacksonMixinModule");

    private OnDemand() {}

    static void prepare(GenericApplicationContext context) {
        if (AotDetector.useGeneratedArtifacts()) return; // all of this was written down
        context.addBeanFactoryPostProcessor(beans -> {
            var registry = (BeanDefinitionRegistry) beans;
            LEFT_OUT.stream().filter(beans::containsBeanDefinition).forEach(registry::removeBeanDefinition);
            beans.registerSingleton("settingsFirst", settingsFirst(beans));
        });
    }

    private static LazyInitializationExcludeFilter settingsFirst(ConfigurableListableBeanFactory beans) {
        return (name, definition, type) -> {
            if (!type.getName().startsWith("dev.kechuang.") && definition.getFactoryBeanName() == null) return false;
            return type.isAnnotationPresent(ConfigurationProperties.class)
                    || makers(beans, definition, type)
                            .flatMap(maker -> Arrays.stream(maker.getParameters()))
                            .anyMatch(OnDemand::isSetting);
        };
    }

    /** The constructors of a bean, or the methods of one of our configurations that make it. */
    private static Stream<? extends Executable> makers(
            ConfigurableListableBeanFactory beans, BeanDefinition definition, Class<?> type) {
        String factory = definition.getFactoryBeanName();
        if (factory == null) return Arrays.stream(type.getDeclaredConstructors());
        Class<?> configuration = beans.getType(factory, false);
        if (configuration == null || !configuration.getName().startsWith("dev.kechuang.")) return Stream.empty();
        Class<?> plain = configuration.getName().contains("$$") ? configuration.getSuperclass() : configuration;
        return Arrays.stream(plain.getDeclaredMethods())
                .filter(method -> method.getName().equals(definition.getFactoryMethodName()));
    }

    private static boolean isSetting(AnnotatedElement parameter) {
        Value value = parameter.getAnnotation(Value.class);
        return value != null && OUR_OWN.stream().noneMatch(value.value()::startsWith);
    }

    /** Makes the rest; returns at once. The jobs begin when everything else is there. */
    static void complete(GenericApplicationContext context) {
        Thread.ofPlatform().daemon().name("start-rest").start(() -> {
            try {
                for (String name : context.getBeanDefinitionNames()) {
                    if (context.isClosed()) return;
                    var definition = context.getBeanFactory().getMergedBeanDefinition(name);
                    if (definition.isSingleton() && !definition.isAbstract() && !name.equals("dbSchedulerStarter")) {
                        context.getBean(name);
                    }
                }
                if (context.containsBean("dbSchedulerStarter")) context.getBean("dbSchedulerStarter");
            } catch (RuntimeException e) {
                if (!context.isClosed()) LOG.error("part of the application could not be started", e);
            }
        });
    }
}
