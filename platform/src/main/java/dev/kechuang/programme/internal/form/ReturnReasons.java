package dev.kechuang.programme.internal.form;

import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.ApplicationStore;
import dev.kechuang.programme.internal.lifecycle.Event;
import dev.kechuang.programme.internal.lifecycle.EventKind;
import dev.kechuang.programme.internal.lifecycle.Status;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Why an application was returned (补正意见), as its sections show it. */
@Component
public class ReturnReasons {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ApplicationStore applications;

    public ReturnReasons(ApplicationStore applications) {
        this.applications = applications;
    }

    /**
     * What was said of a section; what was said of the whole, where nothing was said of it alone. Empty unless the
     * application waits for its correction.
     */
    public Optional<String> of(Application application, String section) {
        if (application.status() != Status.RETURNED) return Optional.empty();
        return last(application).map(event -> {
            var reasons = JSON.readTree(event.data()).get("reasons");
            var own = reasons == null ? null : reasons.get(section);
            return own == null || !own.isString() ? event.reason() : own.stringValue();
        });
    }

    private Optional<Event> last(Application application) {
        return applications.events(application.id()).stream()
                .filter(event -> event.kind() == EventKind.RETURNED)
                .reduce((first, second) -> second);
    }
}
