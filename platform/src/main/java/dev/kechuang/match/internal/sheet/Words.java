package dev.kechuang.match.internal.sheet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Texts that many sheets hold, by number. Only grows; what one node adds another reads when it meets the number. */
@Component
public class Words {

    /** More would not fit memory on every node; further texts are written out in the sheets. */
    private static final int MOST = 50_000;

    private final JdbcClient jdbc;
    private final TransactionTemplate own;
    private final Map<String, Integer> numbers = new ConcurrentHashMap<>();
    private volatile @Nullable String[] texts = new String[1024];
    private boolean read;

    public Words(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.own = new TransactionTemplate(transactions);
        // A number must outlive the transaction that wanted it: another may have used it by then.
        this.own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    private record Word(int id, String text) {}

    /** Gives numbers to those that have none, as far as there is room. */
    public void know(Collection<String> wanted) {
        if (!read) readAgain();
        var unknown = new ArrayList<String>();
        for (String text : wanted) if (!numbers.containsKey(text)) unknown.add(text);
        int room = MOST - numbers.size();
        if (unknown.isEmpty() || room <= 0) return;
        var some = unknown.stream().distinct().sorted().limit(room).toList();
        own.executeWithoutResult(status -> {
            jdbc.sql("INSERT INTO match.word (text) SELECT unnest(:texts::text[]) ON CONFLICT DO NOTHING")
                    .param("texts", some.toArray(String[]::new))
                    .update();
        });
        keep(jdbc.sql("SELECT id, text FROM match.word WHERE text = ANY(:texts)")
                .param("texts", some.toArray(String[]::new))
                .query((rows, number) -> new Word(rows.getInt(1), rows.getString(2)))
                .list());
    }

    /** −1 for a text without number. */
    public int number(String text) {
        return numbers.getOrDefault(text, -1);
    }

    public String text(int number) {
        String text = known(number);
        if (text == null) {
            readAgain();
            text = known(number);
        }
        if (text == null) throw new IllegalStateException("a sheet has the word " + number + " that is not there");
        return text;
    }

    /** One more than the highest number that is known here. */
    public int size() {
        if (!read) readAgain();
        return texts.length;
    }

    private @Nullable String known(int number) {
        @Nullable String[] all = texts;
        return number < all.length ? all[number] : null;
    }

    private void readAgain() {
        keep(jdbc.sql("SELECT id, text FROM match.word")
                .query((rows, number) -> new Word(rows.getInt(1), rows.getString(2)))
                .list());
        read = true;
    }

    private synchronized void keep(List<Word> words) {
        int highest = words.stream().mapToInt(Word::id).max().orElse(0);
        @Nullable String[] all = texts.length > highest
                ? texts.clone()
                : java.util.Arrays.copyOf(texts, Math.max(highest + 1, texts.length * 2));
        for (Word word : words) {
            all[word.id()] = word.text();
            numbers.put(word.text(), word.id());
        }
        texts = all;
    }
}
