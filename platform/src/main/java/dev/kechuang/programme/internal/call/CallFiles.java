package dev.kechuang.programme.internal.call;

import dev.kechuang.file.FileAccess;
import dev.kechuang.shared.access.Viewer;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Files of a call are for everybody who sees the call. */
@Component
class CallFiles implements FileAccess {

    static final String OWNER = "programme.call";

    private final CallStore calls;

    CallFiles(CallStore calls) {
        this.calls = calls;
    }

    @Override
    public String owner() {
        return OWNER;
    }

    @Override
    public boolean mayRead(Viewer viewer, String reference) {
        return calls.find(viewer, UUID.fromString(reference)).isPresent();
    }
}
