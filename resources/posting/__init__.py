"""Which poster must I put up? A finder of the duties that are known, by place and by kind
of business.

Nothing is known that is not a row of `PostingDuty`: where there is none the answer says so.
`jurisdictions` lists the places, `finding` decides which rows are an answer.
"""
