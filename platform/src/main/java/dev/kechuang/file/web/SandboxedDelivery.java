package dev.kechuang.file.web;

import dev.kechuang.file.FileDelivery;
import dev.kechuang.file.StoredFile;
import dev.kechuang.file.internal.DigestFileStore;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Distrusts every file: whatever stands in it, a browser that shows it runs nothing of it and lets it reach nothing. */
@Component
class SandboxedDelivery implements FileDelivery {

    private static final String SANDBOX = "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'";

    private final DigestFileStore files;

    SandboxedDelivery(DigestFileStore files) {
        this.files = files;
    }

    @Override
    public ResponseEntity<Resource> deliver(StoredFile file, String name, boolean inline) {
        boolean shown = inline
                && (file.contentType().startsWith("image/")
                        || file.contentType().equals(MediaType.APPLICATION_PDF_VALUE));
        var disposition = (shown ? ContentDisposition.inline() : ContentDisposition.attachment())
                .filename(name, StandardCharsets.UTF_8)
                .build();
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(file.contentType()))
                .eTag(file.sha256())
                .cacheControl(CacheControl.noCache().cachePrivate())
                .header(HttpHeaders.CONTENT_DISPOSITION, disposition.toString())
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", SANDBOX)
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .body(new FileSystemResource(files.path(file)));
    }
}
