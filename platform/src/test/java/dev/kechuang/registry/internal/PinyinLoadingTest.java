package dev.kechuang.registry.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/**
 * The library reads its dictionary at first use and shows it to other threads half read. Whoever comes at that moment must
 * not get a name with characters in place of syllables: it would be stored and never found.
 */
class PinyinLoadingTest {

    private static final String NAME = "苏州优迪水务科技";
    private static final int THREADS = 64;
    private static final int FIRST_USES = 12;

    @Test
    void manyFirstUsesAtOnceReadTheSame() throws Exception {
        URL[] path = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(PinyinLoadingTest::url)
                .toArray(URL[]::new);
        var readings = new ArrayList<Object>();
        for (int use = 0; use < FIRST_USES; use++) {
            // Classes of their own: for them nothing was read before.
            try (var fresh = new URLClassLoader(path, ClassLoader.getPlatformClassLoader());
                    var threads = Executors.newFixedThreadPool(THREADS)) {
                var method = fresh.loadClass(Pinyin.class.getName()).getDeclaredMethod("readings", String.class);
                method.setAccessible(true);
                var together = new CyclicBarrier(THREADS);
                var tasks = new ArrayList<Callable<Object>>();
                for (int i = 0; i < THREADS; i++) {
                    int pause = i * 3;
                    tasks.add(() -> {
                        together.await();
                        Thread.sleep(pause);
                        return method.invoke(null, NAME);
                    });
                }
                for (var answer : threads.invokeAll(tasks)) readings.add(answer.get());
            }
        }
        assertThat(readings)
                .hasSize(THREADS * FIRST_USES)
                .containsOnly(List.of(List.of("su", "zhou", "you", "di", "shui", "wu", "ke", "ji")));
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (java.net.MalformedURLException e) {
            throw new IllegalArgumentException(entry, e);
        }
    }
}
