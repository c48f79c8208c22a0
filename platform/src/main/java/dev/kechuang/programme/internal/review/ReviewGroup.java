package dev.kechuang.programme.internal.review;

import dev.kechuang.programme.internal.assign.Problem.Pair;
import dev.kechuang.programme.internal.definition.Stage.Review;
import dev.kechuang.programme.internal.lifecycle.Application;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Applications that the same people review (评审组). Online each application has reviewers of its own. A panel sits over all it
 * compares: a round that votes, or is held in public, has one; other panels are one for each technical field of the first
 * level (专业组).
 *
 * @param id the application's where it stands alone, else {@code panel} or {@code panel/<field>}
 */
record ReviewGroup(String id, List<Application> applications) {

    static final String PANEL = "panel";

    /** @param above the first-level field over each field */
    static List<ReviewGroup> of(Review review, List<Application> applications, Map<String, String> above) {
        var byId = new LinkedHashMap<String, List<Application>>();
        for (Application application : applications) {
            byId.computeIfAbsent(id(review, application, above), id -> new ArrayList<>())
                    .add(application);
        }
        return byId.entrySet().stream()
                .map(group -> new ReviewGroup(group.getKey(), List.copyOf(group.getValue())))
                .toList();
    }

    static String id(Review review, Application application, Map<String, String> above) {
        if (review.mode() == Review.Mode.ONLINE) return application.id().toString();
        boolean one = review.mode() == Review.Mode.PUBLIC
                || review.votes() > 0
                || application.field().isEmpty();
        return one ? PANEL : PANEL + "/" + above.getOrDefault(application.field(), application.field());
    }

    static ReviewGroup alone(Application application) {
        return new ReviewGroup(application.id().toString(), List.of(application));
    }

    boolean isPanel() {
        return id.startsWith(PANEL);
    }

    /** Which group an application is in, by the application's id. */
    static Map<UUID, ReviewGroup> byApplication(List<ReviewGroup> groups) {
        var found = new HashMap<UUID, ReviewGroup>();
        groups.forEach(group -> group.applications().forEach(application -> found.put(application.id(), group)));
        return found;
    }

    Pair with(UUID expert) {
        return new Pair(id, expert.toString());
    }

    /** Fields its reviewers come from. */
    List<String> fields(List<String> all) {
        var fields = applications.stream().map(Application::field).distinct().toList();
        return fields.contains("") ? all : fields;
    }
}
