package dev.kechuang.match.internal.push;

import dev.kechuang.shared.DemoFiller;
import java.util.function.LongConsumer;
import org.springframework.stereotype.Component;

/** The demonstration's firms are told of what its city was matched with. */
@Component
class PushFiller implements DemoFiller {

    private final Push push;

    PushFiller(Push push) {
        this.push = push;
    }

    @Override
    public int order() {
        return 830;
    }

    @Override
    public String label() {
        return "matchPush.demo";
    }

    @Override
    public void fill(City city, LongConsumer progress) {
        progress.accept(push.run().messages());
    }
}
