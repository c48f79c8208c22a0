package dev.kechuang.shared;

import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;

/**
 * Fills a part of the demonstration city. Every module that has data brings one; {@code ./kc demo} runs them by order
 * on an empty database. Fillers are deterministic: all chance comes from the given generator.
 */
public interface DemoFiller {

    /** The floor of the module, times 100, plus a place within: lower fillers run first. */
    int order();

    /** Message key of what is filled, for the progress line. */
    String label();

    void fill(City city, LongConsumer progress);

    /**
     * @param organisations how many organisations the city gets (3,000 by default, up to 1,000,000)
     * @param region code of the city
     */
    record City(int organisations, String region, RandomGenerator random) {}
}
