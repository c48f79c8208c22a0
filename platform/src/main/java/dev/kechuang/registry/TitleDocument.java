package dev.kechuang.registry;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A document by which titles are granted (认定文件).
 *
 * @param number as printed, e.g. 国科火字〔2023〕12号; with the body it names the document
 * @param body who issued it (发文机关)
 * @param file the scanned document, null for none
 */
public record TitleDocument(
        UUID id,
        String number,
        String title,
        String body,
        LocalDate issuedOn,
        @Nullable UUID file) {}
