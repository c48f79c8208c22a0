package dev.kechuang.shared.web;

import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** The thing does not exist, or not for this viewer: both look the same from outside. */
public final class NotFound extends ResponseStatusException {
    private static final long serialVersionUID = 1L;

    public NotFound(String what) {
        super(HttpStatus.NOT_FOUND, what);
    }
}
