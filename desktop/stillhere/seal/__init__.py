"""Records ⇄ files: bytes in, bytes out.

Whatever comes from the shared folder is hostile until it passes here: the size, the bounded look at the age
header, the decryption, the form, the signature, the strict decoding, in this order. Nothing here touches a
disk, a clock or a source of randomness (age's own encryption apart), and no secret and no text of a person
is in any error or repr.
"""
