package dev.kechuang.programme.internal.decision;

import java.time.LocalDate;

/**
 * A document of approval to be prepared.
 *
 * @param number document number (文号), 4 to 60 characters, given once
 * @param authority sign of the authority on the red head, e.g. 苏州市科学技术局文件
 * @param title 4 to 150 characters
 * @param addressee 主送, 2 to 200 characters
 * @param body 10 to 8,000 characters, paragraphs by lines; a line that begins like 一、 or （一） is a heading
 * @param unit who signs, 2 to 60 characters
 * @param issuedOn date under the document, not in the past
 * @param last whether those who are not approved are told now
 */
public record NewApproval(
        String number,
        String authority,
        String title,
        String addressee,
        String body,
        String unit,
        LocalDate issuedOn,
        boolean last) {}
