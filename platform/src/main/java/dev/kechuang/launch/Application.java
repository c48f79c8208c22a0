package dev.kechuang.launch;

import dev.kechuang.Kechuang;
import dev.kechuang.pack.PackProblems;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.aot.AotDetector;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplicationRunListener;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Starts the Spring application on a database that is open or being opened. */
final class Application {

    /** For {@link #start}: everything but a server, for commands that only look. */
    static final Map<String, Object> WITHOUT_SERVER =
            Map.of("server.port", -1, "db-scheduler.enabled", false, "spring.main.lazy-initialization", true);

    private Application() {}

    /** @param settings over everything else that sets properties */
    static ConfigurableApplicationContext start(Database database, Path home, Map<String, Object> settings) {
        return start(() -> database, home, settings, beans -> {});
    }

    /**
     * @param database waits until it is open; asked when the application first needs it
     * @param settings over everything else that sets properties
     * @param beans registers what only this command needs
     */
    static ConfigurableApplicationContext start(
            Supplier<Database> database,
            Path home,
            Map<String, Object> settings,
            Consumer<GenericApplicationContext> beans) {
        var application = application(home, settings, new Connection(database), beans);
        boolean onDemand = isOnDemand(settings);
        if (onDemand) GeneratedBeans.useWhereTheyFit(application, Boolean.TRUE.equals(settings.get("kc.demo")));
        try {
            var context = application.run();
            if (onDemand) OnDemand.complete((GenericApplicationContext) context);
            return context;
        } catch (RuntimeException e) {
            if (causedBy(e, PortInUseException.class) instanceof PortInUseException busy) {
                throw ServerOptions.busy(busy.getPort(), e);
            }
            if (causedBy(e, Refusal.class) instanceof Refusal refusal) throw refusal;
            PackProblems.in(e).ifPresent(problems -> {
                throw new Refusal("定义包有误 The packs are wrong:\n" + problems.getMessage(), "", e);
            });
            throw e;
        }
    }

    private static boolean isOnDemand(Map<String, Object> settings) {
        return settings.keySet().containsAll(OnDemand.SETTINGS.keySet());
    }

    /** With its settings and what defines its beans, but nothing read and nothing made; for {@link GenerateCommand}. */
    static GenericApplicationContext unstarted(Path home, Map<String, Object> settings) {
        var nowhere = new Connection(() -> {
            throw new IllegalStateException("nothing is connected while definitions are written");
        });
        var application = application(home, settings, nowhere, beans -> {});
        try {
            SpringApplication.withHook(
                    started -> new SpringApplicationRunListener() {
                        @Override
                        public void contextLoaded(ConfigurableApplicationContext context) {
                            throw new SpringApplication.AbandonedRunException(context);
                        }
                    },
                    () -> application.run());
        } catch (SpringApplication.AbandonedRunException e) {
            return (GenericApplicationContext) Objects.requireNonNull(e.getApplicationContext());
        }
        throw new IllegalStateException("the application was not stopped before its start");
    }

    private static SpringApplication application(
            Path home,
            Map<String, Object> settings,
            JdbcConnectionDetails connection,
            Consumer<GenericApplicationContext> beans) {
        var properties = new HashMap<String, Object>();
        properties.put("kc.home", home.toString());
        String root = System.getProperty("kc.root");
        if (root != null && System.getenv("KC_PACKS") == null) properties.put("kc.packs", root + "/packs");
        properties.putAll(settings);
        // An operator's own settings: mail, OIDC, city. Read before the properties above, which win.
        System.setProperty("spring.config.additional-location", "optional:file:" + home.resolve("kechuang.yaml"));
        System.clearProperty(AotDetector.AOT_ENABLED); // what an earlier start in this process found
        var application = new SpringApplication(Kechuang.class);
        application.setMainApplicationClass(Kechuang.class);
        // Logging is set up before the properties above are there.
        application.setDefaultProperties(logging(home));
        application.setRegisterShutdownHook(false); // Main closes it, before the database
        application.setLogStartupInfo(false);
        application.addInitializers(context -> {
            context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("launch", properties));
            var generic = (GenericApplicationContext) context;
            generic.getBeanFactory().registerSingleton("databaseConnection", connection);
            beans.accept(generic);
        });
        // Read before the properties above are there.
        application.setLazyInitialization(Boolean.TRUE.equals(settings.get("spring.main.lazy-initialization")));
        if (isOnDemand(settings)) {
            application.addInitializers(context -> OnDemand.prepare((GenericApplicationContext) context));
        }
        return application;
    }

    /** A file beside the data; what people have to see on the console too. A failed start is told once, by Main. */
    private static Map<String, Object> logging(Path home) {
        return Map.of(
                "logging.file.name",
                home.resolve("log/kechuang.log").toString(),
                "logging.threshold.console",
                "WARN",
                "logging.level.org.springframework.boot.SpringApplication",
                "OFF",
                "logging.level.org.springframework.boot.diagnostics",
                "OFF",
                "logging.level.org.springframework.boot.web.server.servlet.context",
                "ERROR");
    }

    /** How the pool connects. */
    private record Connection(Supplier<Database> database) implements JdbcConnectionDetails {
        @Override
        public String getJdbcUrl() {
            return database.get().application().url();
        }

        @Override
        public String getUsername() {
            return database.get().application().user();
        }

        @Override
        public String getPassword() {
            return database.get().application().password();
        }
    }

    private static Throwable causedBy(Throwable failure, Class<? extends Throwable> type) {
        Throwable cause = failure;
        while (!type.isInstance(cause) && cause.getCause() != null) cause = cause.getCause();
        return cause;
    }
}
