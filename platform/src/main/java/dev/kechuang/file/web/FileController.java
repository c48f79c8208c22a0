package dev.kechuang.file.web;

import dev.kechuang.file.FileDelivery;
import dev.kechuang.file.FileStore;
import dev.kechuang.file.StoredFile;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.NotFound;
import java.util.UUID;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Hands out files. Whoever may not read one is told that there is none. */
@Controller
class FileController {

    private final FileStore files;
    private final FileDelivery delivery;

    FileController(FileStore files, FileDelivery delivery) {
        this.files = files;
        this.delivery = delivery;
    }

    /** @param inline shows an image or a PDF in the browser instead of saving it; other types are always saved */
    @Allow(everyone = true)
    @GetMapping("/files/{id}")
    ResponseEntity<Resource> file(
            @PathVariable UUID id, @RequestParam(defaultValue = "false") boolean inline, Viewer viewer) {
        StoredFile file = files.find(viewer, id).orElseThrow(() -> new NotFound("file"));
        return delivery.deliver(file, file.name(), inline);
    }
}
