package dev.kechuang.reader.figure;

import dev.kechuang.reader.quantity.Quantity;
import java.util.List;

/**
 * A quantity with the words around it inside its sentence.
 *
 * @param text the folded text
 * @param q the quantity
 * @param sentenceStart start of its sentence
 * @param clauseStart start of its clause: after the last comma, colon or open bracket
 * @param leftStart start of the words that are its own: after the previous quantity of the clause
 * @param rightEnd end of the words after it: before the next separator or quantity
 * @param bracketed whether it stands in a bracket that opened in this sentence
 * @param previous the quantity before it in the sentence, listed with it or not
 * @param later the quantities after it in the same sentence
 */
record Context(
        String text,
        Quantity q,
        int sentenceStart,
        int sentenceEnd,
        int clauseStart,
        int leftStart,
        int rightEnd,
        boolean bracketed,
        List<Quantity> before,
        List<Quantity> later) {
    private static final int WINDOW = 90;

    String left() {
        return text.substring(Math.max(leftStart, q.outerStart() - WINDOW), q.outerStart());
    }

    String clauseLeft() {
        return text.substring(Math.max(clauseStart, q.outerStart() - 2 * WINDOW), q.outerStart());
    }

    String sentenceLeft() {
        return text.substring(Math.max(sentenceStart, q.outerStart() - 4 * WINDOW), q.outerStart());
    }

    String right() {
        return text.substring(q.outerEnd(), Math.min(rightEnd, q.outerEnd() + WINDOW));
    }

    /** The words between the quantity before in the sentence and this one. */
    String gap() {
        return before.isEmpty()
                ? ""
                : text.substring(
                        before.getLast().outerEnd(), Math.max(before.getLast().outerEnd(), q.outerStart()));
    }

    /** The rest of the sentence after the number. */
    String after() {
        return text.substring(q.outerEnd(), Math.min(sentenceEnd, q.outerEnd() + WINDOW));
    }

    /** Whether the quantity follows the one before without a word between, as in 22项5079万元. */
    boolean adjacent() {
        if (before.isEmpty()) return false;
        Quantity last = before.getLast();
        return text.substring(last.outerEnd(), q.outerStart()).isBlank();
    }
}
