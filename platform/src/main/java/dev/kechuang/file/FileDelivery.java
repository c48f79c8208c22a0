package dev.kechuang.file;

import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;

/** Hands out a file with headers under which a browser runs nothing of it. Whoever calls it has checked the rights. */
public interface FileDelivery {

    /**
     * @param name under which the reader gets it
     * @param inline shows an image or a PDF in the browser instead of saving it; other types are always saved
     */
    ResponseEntity<Resource> deliver(StoredFile file, String name, boolean inline);
}
