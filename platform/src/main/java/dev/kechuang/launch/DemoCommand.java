package dev.kechuang.launch;

import dev.kechuang.launch.postgres.Trees;
import dev.kechuang.shared.DemoFiller;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
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
        Database database = running.add(home.open(prepared));
        var context = running.add(start(database, prepared, scale, ServeCommand.settings(server, THIS_MACHINE)));
        Console.line("");
        Console.line("  演示城市已就绪 The demonstration city is ready: " + ServeCommand.address(context, "localhost"));
        Welcome.accounts(context);
        return ServeCommand.await();
    }

    /** The application on a demonstration city, filled if it was not. */
    static ConfigurableApplicationContext start(Database database, Home home, int scale, Map<String, Object> settings)
            throws IOException {
        Migrations.run(database.owner());
        var use = new Use(database.owner());
        boolean fill = use.beginDemonstration();
        if (fill) Trees.delete(home.path().resolve("files"));
        var all = new java.util.HashMap<>(settings);
        all.put("kc.demo", true);
        return Application.start(database, home.path(), all, context -> {
            if (fill) context.registerBean(DemonstrationFill.class, () -> filler(context, scale, use));
        });
    }

    private static DemonstrationFill filler(GenericApplicationContext context, int scale, Use use) {
        return new DemonstrationFill(
                context.getBeanProvider(DemoFiller.class).orderedStream().toList(),
                context,
                scale,
                context.getEnvironment().getProperty("kc.city", "320500"),
                () -> new QuickCommits(
                        context.getBean(ConfigurableTransactionManager.class), context.getBean(DataSource.class)),
                use::demonstrationFilled);
    }
}
