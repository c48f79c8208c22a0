package dev.kechuang.launch;

import dev.kechuang.shared.DemoFiller;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.springframework.context.MessageSource;
import org.springframework.context.SmartLifecycle;

/** Fills the demonstration city before the server takes its first request, so that nobody sees half a city. */
final class DemonstrationFill implements SmartLifecycle {

    /** The same city every time. */
    private static final long SEED = 20260101;

    private final List<DemoFiller> fillers;
    private final MessageSource messages;
    private final int organisations;
    private final String city;
    private final Supplier<QuickCommits> quickly;
    private final Runnable filled;
    private boolean running;

    DemonstrationFill(
            List<DemoFiller> fillers,
            MessageSource messages,
            int organisations,
            String city,
            Supplier<QuickCommits> quickly,
            Runnable filled) {
        this.fillers = fillers;
        this.messages = messages;
        this.organisations = organisations;
        this.city = city;
        this.quickly = quickly;
        this.filled = filled;
    }

    @Override
    public void start() {
        running = true;
        Console.step("填充演示城市（" + organisations + " 家机构）", "Filling the demonstration city");
        var place = new DemoFiller.City(organisations, city, new Random(SEED));
        try (var ignored = quickly.get()) {
            fillers.stream().sorted(Comparator.comparingInt(DemoFiller::order)).forEach(filler -> {
                String label = messages.getMessage(filler.label(), null, filler.label(), Locale.CHINESE) + " "
                        + messages.getMessage(filler.label(), null, filler.label(), Locale.ENGLISH);
                var progress = new Progress(label);
                filler.fill(place, progress);
                progress.end();
            });
        }
        filled.run();
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the web server and everything else that has a phase of its own. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }

    /** A line now and then while it works, and one when it is done. */
    private static final class Progress implements LongConsumer {

        private static final Duration PAUSE = Duration.ofSeconds(2);

        private final String label;
        private final long began = System.nanoTime();
        private long shown = began;
        private long done;

        Progress(String label) {
            this.label = label;
        }

        @Override
        public void accept(long count) {
            done = count;
            if (System.nanoTime() - shown < PAUSE.toNanos()) return;
            shown = System.nanoTime();
            Console.line("    %s: %,d …".formatted(label, done));
        }

        void end() {
            Console.line("    %s: %,d (%.1f s)".formatted(label, done, (System.nanoTime() - began) / 1e9));
        }
    }
}
