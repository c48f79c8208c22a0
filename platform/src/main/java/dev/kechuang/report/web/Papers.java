package dev.kechuang.report.web;

import dev.kechuang.document.Document;
import dev.kechuang.document.Documents;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Files as answers. */
final class Papers {

    private static final String DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    private Papers() {}

    /** @param format docx or pdf */
    static ResponseEntity<byte[]> answer(Documents documents, Document document, String format) {
        boolean pdf = format.equals("pdf");
        byte[] bytes = pdf ? documents.pdf(document) : documents.docx(document);
        return file(bytes, pdf ? "application/pdf" : DOCX, document.title() + "." + format);
    }

    /** What the address ends in. */
    static String format(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.substring(path.lastIndexOf('.') + 1);
    }

    static ResponseEntity<byte[]> file(byte[] bytes, String type, String name) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(type))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(name, StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(bytes);
    }
}
