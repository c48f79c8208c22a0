package dev.kechuang.policy.internal.release;

import dev.kechuang.identity.Accounts;
import dev.kechuang.message.Messages;
import dev.kechuang.pack.Regions;
import dev.kechuang.policy.PolicyRelease;
import dev.kechuang.policy.internal.release.Draft.Submission;
import dev.kechuang.policy.internal.release.Draft.Wish;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Tells the people of a draft what waits for them and what came of it. */
@Component
public class DraftNews {

    static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.of("Asia/Shanghai"));

    private final Accounts accounts;
    private final DraftStore store;
    private final Messages messages;
    private final Regions regions;
    private final MessageSource texts;

    public DraftNews(Accounts accounts, DraftStore store, Messages messages, Regions regions, MessageSource texts) {
        this.accounts = accounts;
        this.store = store;
        this.messages = messages;
        this.regions = regions;
        this.texts = texts;
    }

    /** Who may release it: leaders, and the submitter's colleagues who may change the policy. */
    void submitted(Viewer viewer, Draft draft) {
        Wish wish = Objects.requireNonNull(draft.wish());
        Submission submission = Objects.requireNonNull(draft.submission());
        String city = regions.city().code();
        // The bureau looks after what the province and the state issue as well.
        String region = regions.subtree(city).contains(draft.region()) ? draft.region() : city;
        var told = new LinkedHashSet<UUID>();
        accounts.officers(Role.BUREAU_LEADER, region).forEach(person -> told.add(person.account()));
        Set<UUID> colleagues = viewer.unit() == null ? Set.of() : Set.copyOf(store.colleagues(viewer));
        for (Role role : new Role[] {Role.BUREAU_OFFICER, Role.COUNTY_OFFICER}) {
            accounts.officers(role, region).stream()
                    .map(Accounts.Person::account)
                    .filter(colleagues::contains)
                    .forEach(told::add);
        }
        told.remove(draft.author());
        told.remove(submission.by());
        messages.send(
                told,
                "policy.submitted/" + draft.id() + "/" + submission.at().toEpochMilli(),
                text("release.news.submitted", draft.name()),
                text(
                        "release.news.submitted.text",
                        draft.name(),
                        viewer.name(),
                        wish.inForceFrom().toString(),
                        wish.document(),
                        wish.reason()),
                path(draft));
    }

    void returned(Viewer viewer, Draft draft, String reason) {
        Submission submission = Objects.requireNonNull(draft.submission());
        messages.send(
                others(viewer, draft, submission),
                "policy.returned/" + draft.id() + "/" + submission.at().toEpochMilli(),
                text("release.news.returned", draft.name()),
                text("release.news.returned.text", draft.name(), viewer.name(), reason),
                path(draft));
    }

    void released(Viewer viewer, Draft draft, PolicyRelease release) {
        messages.send(
                others(viewer, draft, Objects.requireNonNull(draft.submission())),
                "policy.released/" + release.id(),
                text("release.news.released", draft.name()),
                text(
                        "release.news.released.text",
                        draft.name(),
                        viewer.name(),
                        release.inForceFrom().toString()),
                "/policy-drafts/policies/" + draft.policy());
    }

    private static Set<UUID> others(Viewer viewer, Draft draft, Submission submission) {
        var others = new LinkedHashSet<>(Set.of(submission.by()));
        others.add(draft.author());
        others.remove(viewer.requireAccount());
        return others;
    }

    private static String path(Draft draft) {
        return "/policy-drafts/" + draft.id();
    }

    private String text(String key, Object... args) {
        return texts.getMessage(key, args, Locale.CHINESE);
    }
}
