package dev.kechuang.file.web;

import dev.kechuang.file.StoredFile;
import dev.kechuang.file.internal.DigestFileStore;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.NotFound;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Hands out files. Whoever may not read one is told that there is none. */
@Controller
class FileController {

    /** Whatever stands in the file, a browser that shows it runs nothing of it and lets it reach nothing. */
    private static final String SANDBOX = "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'";

    private final DigestFileStore files;

    FileController(DigestFileStore files) {
        this.files = files;
    }

    /** @param inline shows an image or a PDF in the browser instead of saving it; other types are always saved */
    @Allow(everyone = true)
    @GetMapping("/files/{id}")
    ResponseEntity<Resource> file(
            @PathVariable UUID id, @RequestParam(defaultValue = "false") boolean inline, Viewer viewer) {
        StoredFile file = files.find(viewer, id).orElseThrow(() -> new NotFound("file"));
        boolean shown = inline
                && (file.contentType().startsWith("image/")
                        || file.contentType().equals(MediaType.APPLICATION_PDF_VALUE));
        var disposition = (shown ? ContentDisposition.inline() : ContentDisposition.attachment())
                .filename(file.name(), StandardCharsets.UTF_8)
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
