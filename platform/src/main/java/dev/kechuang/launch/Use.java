package dev.kechuang.launch;

import javax.sql.DataSource;

/** What a database is used for, decided by the first start: demonstration data and real data never mix. */
final class Use {

    private static final String KEY = "use";
    private static final String SERVICE = "service";
    private static final String FILLING = "demonstration being filled";
    private static final String DEMONSTRATION = "demonstration";

    private final DataSource owner;
    private final State state;

    Use(DataSource owner) {
        this.owner = owner;
        this.state = new State(owner);
    }

    /** @throws Refusal if it holds demonstration data */
    void beService() {
        switch (state.find(KEY).orElse("")) {
            case SERVICE -> {}
            case "" -> state.put(KEY, SERVICE);
            default ->
                throw new Refusal(
                        "该目录是演示数据：请用 ./kc demo 启动，或用 --home 为正式数据指定新目录。",
                        "This home holds demonstration data: start it with ./kc demo, or name a new home for real data"
                                + " with --home.");
        }
    }

    /**
     * Whether the demonstration city is still to be filled. What an interrupted fill left is taken away first.
     *
     * @throws Refusal if it holds real data
     */
    boolean beginDemonstration() {
        switch (state.find(KEY).orElse("")) {
            case DEMONSTRATION -> {
                return false;
            }
            case SERVICE ->
                throw new Refusal(
                        "该目录是正式数据，不能填充演示数据：请用 ./kc serve 启动，或用 --home 为演示指定新目录。",
                        "This home holds real data: start it with ./kc serve, or name a new home for the demonstration"
                                + " with --home.");
            case FILLING -> {
                Console.step("上次填充演示数据被中断，重新填充", "The last fill was interrupted, filling anew");
                Migrations.reset(owner);
            }
            default -> {}
        }
        state.put(KEY, FILLING);
        return true;
    }

    void demonstrationFilled() {
        state.put(KEY, DEMONSTRATION);
    }
}
