package dev.kechuang.match.internal.push;

import dev.kechuang.identity.Accounts;
import dev.kechuang.match.internal.push.NoticeStore.Dropped;
import dev.kechuang.match.internal.push.NoticeStore.Notice;
import dev.kechuang.message.Messages;
import dev.kechuang.policy.Decided;
import dev.kechuang.policy.Decisions;
import dev.kechuang.policy.PolicyVersion;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Tells firms of new matches. Two steps, each in small transactions that may stop anywhere and go on: differences become
 * notices, and what waits for a firm becomes one message. Any number may work at once.
 */
@Service
public class Push {

    static final String READER = "push";

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final int CHANGES = 5_000;
    private static final int FIRMS = 200;

    private final NoticeStore notices;
    private final WishStore wishes;
    private final Decisions decisions;
    private final Accounts accounts;
    private final Messages messages;
    private final TransactionOperations transactions;
    private final Clock clock;
    private final int daysBetween;
    private final int mostNamed;

    /**
     * @param daysBetween days between two messages to a firm, at least one
     * @param mostNamed policies that a message names; the others wait on its page
     */
    public Push(
            NoticeStore notices,
            WishStore wishes,
            Decisions decisions,
            Accounts accounts,
            Messages messages,
            TransactionOperations transactions,
            Clock clock,
            @Value("${kc.match.push.days-between:1}") int daysBetween,
            @Value("${kc.match.push.most-named:10}") int mostNamed) {
        this.notices = notices;
        this.wishes = wishes;
        this.decisions = decisions;
        this.accounts = accounts;
        this.messages = messages;
        this.transactions = transactions;
        this.clock = clock;
        this.daysBetween = Math.max(1, daysBetween);
        this.mostNamed = Math.clamp(mostNamed, 1, 20);
    }

    /** @param notices made out of differences, @param messages sent */
    public record Done(int notices, int messages) {}

    public Done run() {
        return new Done(collect(), send());
    }

    /** Reads the log on to its end. */
    public int collect() {
        int made = 0;
        while (true) {
            Integer some = transactions.execute(status -> collectSome());
            if (some == null || some < 0) return made;
            made += some;
        }
    }

    /** Notices of the next changes; −1 when there are none, or somebody else reads. */
    private int collectSome() {
        Long position = notices.lockReader(READER).orElse(null);
        if (position == null) return -1;
        Long last = notices.next(position, CHANGES).orElse(null);
        if (last == null) return -1;
        var policies = new ArrayList<String>();
        var packs = new ArrayList<String>();
        for (PolicyVersion version : decisions.all()) {
            policies.add(version.id());
            packs.add(version.policy().region());
        }
        int made = notices.notice(position, last, policies, packs, clock.instant());
        notices.moveReader(READER, last);
        return made;
    }

    /** Messages to the firms something waits for and that were not told anything of late. */
    public int send() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZONE);
        LocalDate since = today.minusDays(daysBetween - 1L);
        int sent = 0;
        UUID after = null;
        while (true) {
            List<UUID> firms = notices.waiting(after, since, FIRMS);
            if (firms.isEmpty()) return sent;
            Map<UUID, List<Accounts.Person>> people = accounts.ofOrganisations(firms);
            for (UUID firm : firms) {
                var acting = people.getOrDefault(firm, List.of());
                Boolean told = transactions.execute(status -> tell(firm, acting, today));
                if (Boolean.TRUE.equals(told)) sent++;
            }
            after = firms.getLast();
        }
    }

    private boolean tell(UUID firm, List<Accounts.Person> people, LocalDate today) {
        Instant now = clock.instant();
        List<Notice> waiting = notices.lockWaiting(firm);
        if (waiting.isEmpty()) return false;
        if (people.isEmpty()) {
            waiting.forEach(notice -> notices.drop(notice.id(), Dropped.NOBODY, now));
            return false;
        }
        var wanted = wishes.of(firm);
        var standing = Set.copyOf(notices.standing(firm));
        var decided = new HashMap<String, Decided>();
        decisions
                .decideAll(firm, today)
                .forEach(one -> decided.put(one.version().id(), one));
        var reasons = new LinkedHashMap<Notice, String>();
        var named = new ArrayList<Decided>();
        for (Notice notice : waiting) {
            Decided one = decided.get(notice.policy());
            if (one == null
                    || !standing.contains(notice.policy() + " " + notice.state())
                    || !Reasons.holds(notice.state(), one)) {
                notices.drop(notice.id(), Dropped.VANISHED, now);
            } else if (!wanted.wants(notice.policy(), one.version().policy().region(), notice.state())) {
                notices.drop(notice.id(), Dropped.UNWANTED, now);
            } else {
                reasons.put(notice, Reasons.of(one));
                named.add(one);
            }
        }
        if (reasons.isEmpty()) return false;
        var inboxes = people.stream().map(Accounts.Person::account).distinct().toList();
        UUID mailing = notices.open(firm, today, inboxes.size(), now).orElse(null);
        // Somebody else told the firm today: what is left waits for its next message.
        if (mailing == null) return false;
        reasons.forEach((notice, reason) -> notices.sent(notice.id(), mailing, reason, now));
        messages.send(
                inboxes,
                key(mailing),
                subject(named),
                text(named, List.copyOf(reasons.values())),
                "/my/policies/news/" + mailing);
        return true;
    }

    /** Under which a message stands in the inboxes. */
    static String key(UUID mailing) {
        return "match.push/" + mailing;
    }

    private static String subject(List<Decided> named) {
        String first = named.getFirst().version().policy().name();
        String subject = named.size() == 1 ? "新匹配到的政策：" + first : "新匹配到的政策 " + named.size() + " 项：" + first + "等";
        return subject.length() > 200 ? subject.substring(0, 200) : subject;
    }

    private String text(List<Decided> named, List<String> reasons) {
        var text = new StringBuilder();
        int shown = Math.min(mostNamed, named.size());
        for (int i = 0; i < shown; i++) {
            String line = "· " + named.get(i).version().policy().name() + "——" + reasons.get(i) + "\n";
            if (text.length() + line.length() > 3_500) {
                shown = i;
                break;
            }
            text.append(line);
        }
        if (named.size() > shown)
            text.append("另有 ").append(named.size() - shown).append(" 项，见所附页面。\n");
        text.append("金额为按已确认数据的测算，以主管部门审定为准。不想收到此类提醒，可在“政策提醒设置”中退订。");
        return text.toString();
    }
}
