package dev.kechuang.launch;

import dev.kechuang.shared.DemoFiller;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.SmartLifecycle;

/** Fills the demonstration city before the server takes its first request, so that nobody sees half a city. */
final class DemonstrationFill implements SmartLifecycle {

    /** The same city every time. */
    private static final long SEED = 20260101;

    /**
     * What there is to do.
     *
     * @param quickly what makes commits quick while it runs
     * @param filled told at the end
     */
    record Work(
            List<DemoFiller> fillers,
            MessageSource messages,
            int organisations,
            String city,
            Supplier<QuickCommits> quickly,
            Runnable filled) {}

    private final Supplier<@Nullable Work> asked;
    private boolean running;

    /** @param asked gives null when the city is filled */
    DemonstrationFill(Supplier<@Nullable Work> asked) {
        this.asked = asked;
    }

    @Override
    public void start() {
        running = true;
        Work work = asked.get();
        if (work != null) fill(work);
    }

    private static void fill(Work work) {
        Console.step("填充演示城市（" + work.organisations() + " 家机构）", "Filling the demonstration city");
        var place = new DemoFiller.City(work.organisations(), work.city(), new Random(SEED));
        try (var ignored = work.quickly().get()) {
            work.fillers().stream()
                    .sorted(Comparator.comparingInt(DemoFiller::order))
                    .forEach(filler -> {
                        String label = label(work.messages(), filler, Locale.CHINESE) + " "
                                + label(work.messages(), filler, Locale.ENGLISH);
                        var progress = new Progress(label);
                        filler.fill(place, progress);
                        progress.end();
                    });
        }
        work.filled().run();
    }

    private static String label(MessageSource messages, DemoFiller filler, Locale locale) {
        return Objects.requireNonNullElse(messages.getMessage(filler.label(), null, filler.label(), locale), "");
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
