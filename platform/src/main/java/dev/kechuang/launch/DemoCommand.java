package dev.kechuang.launch;

import dev.kechuang.launch.postgres.Trees;
import dev.kechuang.shared.DemoFiller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.transaction.ConfigurableTransactionManager;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./kc demo}: a demonstration city, on this machine only unless an address is named. */
@Command(name = "demo", description = "演示城市 · a demonstration city", mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    private static final String THIS_MACHINE = "127.0.0.1";
    private static final int MOST = 1_000_000;

    @Mixin
    private HomeOptions home = new HomeOptions();

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Option(
            names = "--scale",
            paramLabel = "N",
            defaultValue = "3000",
            description = "机构数 · organisations (default: 3000)")
    private int scale;

    @Override
    public Integer call() throws Exception {
        if (scale < 1 || scale > MOST) {
            throw new Refusal(
                    "--scale 的值 " + scale + " 有误：应为 1 到 1000000。",
                    "--scale " + scale + " is wrong: it must be 1 to 1000000.");
        }
        server.check(THIS_MACHINE);
        Home prepared = home.prepare();
        var running = new Running();
        var context =
                start(running, () -> home.open(prepared), prepared, scale, ServeCommand.settings(server, THIS_MACHINE));
        Console.line("");
        Console.line("  演示城市已就绪 The demonstration city is ready: " + ServeCommand.address(context, "localhost"));
        Welcome.accounts(context);
        return ServeCommand.await();
    }

    /** The application on a demonstration city, filled if it was not. */
    static ConfigurableApplicationContext start(
            Running running, Callable<Database> open, Home home, int scale, Map<String, Object> settings) {
        var unfilled = new AtomicReference<@Nullable Use>();
        var opening = running.add(Opening.begin(() -> {
            Database database = open.call();
            return Opening.ready(database, () -> {
                Migrations.run(database.owner());
                var use = new Use(database.owner());
                if (!use.beginDemonstration()) return;
                unfilled.set(use);
                deleteFiles(home);
            });
        }));
        var all = new HashMap<>(settings);
        all.put("kc.demo", true);
        return running.add(Application.start(
                opening::database,
                home.path(),
                all,
                context -> context.registerBean(
                        DemonstrationFill.class,
                        () -> new DemonstrationFill(() -> {
                            opening.database(); // decides whether there is something to fill
                            Use use = unfilled.get();
                            return use == null ? null : city(context, scale, use);
                        }))));
    }

    private static void deleteFiles(Home home) {
        try {
            Trees.delete(home.path().resolve("files"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DemonstrationFill.Work city(GenericApplicationContext context, int scale, Use use) {
        return new DemonstrationFill.Work(
                context.getBeanProvider(DemoFiller.class).orderedStream().toList(),
                context,
                scale,
                context.getEnvironment().getProperty("kc.city", "320500"),
                () -> new QuickCommits(
                        context.getBean(ConfigurableTransactionManager.class), context.getBean(DataSource.class)),
                use::demonstrationFilled);
    }
}
