import time, pytest
@pytest.mark.django_db
def test_measure(client):
    from awareness.models import Page
    from resources.models import Resource
    for code in ("", "/fr"):
        t=time.time(); n=0; size=0; slow={}
        paths=["/","/hotlines/","/resources/","/search/?q=visa"]+[p.get_absolute_url() for p in Page.objects.all() if p.path]+[r.get_absolute_url() for r in Resource.objects.all()]
        for p in paths:
            s=time.time()
            r=client.get(code+p); n+=1; size+=len(r.content); slow[p]=round(time.time()-s,3)
        print(code, n, time.time()-t, size, sorted(slow.items(), key=lambda x:-x[1])[:8])
        import lxml.html
        body=r.content
        s=time.time(); [lxml.html.document_fromstring(body) for _ in range(50)]; print('lxml', (time.time()-s)/50)
