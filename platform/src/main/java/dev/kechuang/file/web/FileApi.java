package dev.kechuang.file.web;

import dev.kechuang.file.FileStore;
import dev.kechuang.file.StoredFile;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ApiProblems;
import dev.kechuang.shared.web.NotFound;
import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Uploads for clients of the JSON interface: store first, then name the id where a command takes a file. */
@RestController
@RequestMapping("/api/file")
@Allow(anyRole = true)
class FileApi {

    private final FileStore files;
    private final ApiProblems problems;

    FileApi(FileStore files, ApiProblems problems) {
        this.files = files;
        this.problems = problems;
    }

    @PostMapping(path = "/files", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<?> store(
            @RequestParam MultipartFile file,
            @RequestParam(defaultValue = "ATTACHMENT") FileStore.Kind kind,
            Viewer viewer,
            Locale locale)
            throws IOException {
        try (var content = file.getInputStream()) {
            String name = Objects.requireNonNullElse(file.getOriginalFilename(), "");
            return problems.answer(files.store(viewer, name, kind, content), locale);
        }
    }

    @GetMapping("/files/{id}")
    StoredFile file(@PathVariable UUID id, Viewer viewer) {
        return files.find(viewer, id).orElseThrow(() -> new NotFound("file"));
    }
}
